#!/bin/bash
# Redmine, set up as a peer of the bench: an issue with 20 messages among a hundred and a thread of 20 posts among thirty, in
# SQLite (quicker to read for one machine than a server), served by puma with as many processes as the portal has, each with
# five threads; a member of the project is signed in, the long texts' HTML is kept. Nobody gets mails. See peer.sh.
. "$(dirname "$0")/peer.sh"

PROGRAMS=/usr/share/redmine

install_peer() { install_packages dbconfig-no-thanks redmine redmine-sqlite puma; }

# An instance of this folder beside those of /etc: Redmine looks for it below its own folder, from where this leads out.
use_instance() {
	export REDMINE_INSTANCE=../../../../$folder BUNDLE_GEMFILE=$folder/Gemfile RAILS_ENV=production SCHEMA=$folder/schema.rb
	cd "$PROGRAMS"
}

write_settings() {
	mkdir "$folder/config" "$folder/files" "$folder/log" "$folder/tmp"
	printf 'eval_gemfile "%s/Gemfile"\ngem "sqlite3"\ngem "puma"\n' "$PROGRAMS" >"$folder/Gemfile"
	od -An -v -tx1 -N64 /dev/urandom | tr -d ' \n' >"$folder/config/secret_key.txt"
	cat >"$folder/config/database.yml" <<-EOF
		production:
		  adapter: sqlite3
		  database: $folder/bench.sqlite
		  pool: 10
		  timeout: 10000
	EOF
	cat >"$folder/puma.rb" <<-EOF
		directory "$PROGRAMS"
		environment "production"
		workers $WORKERS
		threads 5, 5
		preload_app!
	EOF
}

bundled() { bundle "$@" >>"$folder/fill.log" 2>&1 || fail "$1 $2: $(tail -n 3 "$folder/fill.log")"; }

# The last lines say the issue's and the thread's path.
write_data() {
	cat >"$folder/data.rb" <<-'EOF'
		folder, file, messages, password = ARGV
		text = File.read(file)
		Setting.notified_events = []
		Setting.text_formatting = 'common_mark'
		Setting.cache_formatted_text = 1
		admin = User.find_by!(login: 'admin')
		User.current = admin
		reader = User.new(login: 'reader', firstname: 'Reader', lastname: 'Bench', mail: 'reader@example.org', language: 'en')
		reader.password = reader.password_confirmation = password
		reader.save!
		project = Project.new(name: 'Bench', identifier: 'bench', is_public: true)
		project.enabled_module_names = %w[issue_tracking boards]
		project.trackers = Tracker.all
		project.save!
		Member.create!(project: project, principal: reader, roles: [Role.find_by!(name: 'Reporter')])
		board = Board.create!(project: project, name: 'Forum', description: 'Of the bench')
		issue = lambda do |subject, count|
			made = Issue.create!(project: project, tracker: project.trackers.first, author: reader, subject: subject, description: text,
				status: IssueStatus.first, priority: IssuePriority.first)
			(count - 1).times { |i| Journal.create!(journalized: made, user: i.even? ? admin : reader, notes: text) }
			made
		end
		thread = lambda do |subject, count|
			made = Message.create!(board: board, author: reader, subject: subject, content: text)
			(count - 1).times { |i| Message.create!(board: board, parent: made, author: i.even? ? admin : reader, subject: "RE: #{subject}", content: text) }
			made
		end
		100.times { |i| issue.call("Issue #{i}", 1) }
		30.times { |i| thread.call("Thread #{i}", 1) }
		File.write("#{folder}/pages", "/issues/#{issue.call('An issue of twenty messages', messages.to_i).id}\n" \
			"/boards/#{board.id}/topics/#{thread.call('A thread of twenty posts', messages.to_i).id}\n")
	EOF
}

sign_in() {
	local site=$1 token
	token=$(curl -sf -c "$folder/jar" "$site/login" | sed -n -E 's/.*name="authenticity_token" value="([^"]+)".*/\1/p' | head -n 1)
	curl -sf -b "$folder/jar" -c "$folder/jar" -o /dev/null --data-urlencode "authenticity_token=$token" -d username=reader -d "password=$2" "$site/login"
	curl -sf -b "$folder/jar" -o /dev/null "$site/my/page" || fail "the reader cannot sign in"
}

fill() {
	folder=$1
	local password=bench-of-the-portal path
	write_settings
	write_data
	(
		use_instance
		bundled install --local
		bundled exec rake db:migrate
		REDMINE_LANG=en bundled exec rake redmine:load_default_data
		bundled exec rails runner "$folder/data.rb" "$folder" "$3" "$MESSAGES" "$password"
	)
	start_for_filling "$folder" "$4" /login
	sign_in "http://127.0.0.1:$4" "$password"
	while read -r path; do
		printf '%s\t%s\n' "$path" "$(cookies "$folder/jar")"
	done <"$folder/pages"
}

serve() {
	folder=$1
	use_instance
	exec bundle exec puma -C "$folder/puma.rb" -b "tcp://127.0.0.1:$2"
}

run "$@"
