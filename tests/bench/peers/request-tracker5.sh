#!/bin/bash
# Request Tracker, set up as a peer of the bench: a ticket of 20 messages among a hundred, in SQLite (quicker to read for one
# machine than a server), served by rt-server as its manual says, with as many processes as the portal has. Root is signed in, many
# times: whoever asks twice at once waits for himself, as the session is locked.
# The history stands in the ticket's page, as in the portal's, and is not fetched by a script afterwards. Nobody gets mails.
# See peer.sh.
. "$(dirname "$0")/peer.sh"

PROGRAMS=/usr/share/request-tracker5
SESSIONS=32

# It wants something that takes mails; the least is msmtp, unless the machine has one.
install_peer() {
	local mail=msmtp-mta
	[ ! -e /usr/sbin/sendmail ] || mail=
	install_packages dbconfig-no-thanks $mail request-tracker5 rt5-db-sqlite rt5-standalone
}

# Settings of this folder alone, not those of /etc.
use_settings() { export RT_SITE_CONFIG="$folder/RT_SiteConfig.pm" RT_SITE_CONFIG_DIR="$folder/more"; }

write_settings() {
	cat >"$folder/RT_SiteConfig.pm" <<-EOF
		\$RT::MasonDataDir = '$folder/mason';
		\$RT::MasonSessionDir = '$folder/sessions';
		\$RT::VarPath = '$folder';
		Set(\$rtname, 'bench');
		Set(\$Organization, 'bench');
		Set(\$WebDomain, '127.0.0.1');
		Set(\$WebPort, $1);
		Set(\$DatabaseType, 'SQLite');
		Set(\$DatabaseName, '$folder/bench.sqlite');
		Set(\$ShowHistory, 'always');
		Set(\$LogToSyslog, undef);
		Set(\$LogToSTDERR, 'error');
		1;
	EOF
}

# Prints the path of the last ticket, which has the messages, and the cookies of the sessions.
write_data() {
	perl -I "$PROGRAMS/lib" - "$1" "$MESSAGES" "$SESSIONS" <<-'EOF'
		use strict;
		use warnings;
		use RT -init;
		use MIME::Entity;
		use RT::Interface::Web::Session;
		my ($file, $messages, $sessions) = @ARGV;
		open my $in, '<', $file or die "$file: $!";
		my $text = do { local $/; <$in> };
		my $root = RT::CurrentUser->new;
		$root->LoadByName('root') or die 'no root';
		my $scrips = RT::Scrips->new(RT->SystemUser);
		$scrips->UnLimit;
		while (my $scrip = $scrips->Next) {
			$scrip->SetDisabled(1); # those that write mails
		}
		sub message { MIME::Entity->build(Type => 'text/plain', Charset => 'UTF-8', Encoding => '8bit', Data => $text) }
		sub ticket {
			my ($subject, $count) = @_;
			my $ticket = RT::Ticket->new($root);
			my ($id, undef, $error) = $ticket->Create(Queue => 'General', Subject => $subject, Requestor => 'reader@example.org', MIMEObj => message());
			$id or die $error;
			for (2 .. $count) {
				my ($ok, $what) = $ticket->Correspond(MIMEObj => message());
				$ok or die $what;
			}
			return $id;
		}
		ticket("Ticket $_", 1) for 1 .. 100;
		print '/Ticket/Display.html?id=', ticket('A ticket of twenty messages', $messages);
		for (1 .. $sessions) {
			tie my %session, 'RT::Interface::Web::Session', undef;
			$session{CurrentUser} = $root;
			printf "\tRT_SID_%s.%d=%s", RT->Config->Get('rtname'), RT->Config->Get('WebPort'), $session{_session_id};
			untie %session;
		}
		print "\n";
	EOF
}

fill() {
	folder=$1
	mkdir "$folder/mason" "$folder/sessions" "$folder/more"
	write_settings "$4"
	use_settings
	rt-setup-database-5 --action init --skip-create >"$folder/fill.log" 2>&1 || fail "$(tail -n 3 "$folder/fill.log")"
	write_data "$3"
}

serve() {
	folder=$1
	use_settings
	exec "$PROGRAMS/libexec/rt-server" --server Starlet --host 127.0.0.1 --port "$2" --max-workers "$WORKERS" --max-reqs-per-child 10000
}

run "$@"
