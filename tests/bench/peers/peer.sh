# What the peers' scripts have in common; each says what `install`, `fill` and `serve` do, and ends with: run "$@"
#
# NAME.sh install                             takes the Debian packages (as root); nothing else of the bench installs anything
# NAME.sh fill FOLDER ARTICLE MESSAGE PORT    makes an instance in FOLDER (its whole path) that will answer on PORT, with pages
#                                             of the texts in the files ARTICLE and MESSAGE; prints the pages to ask for, one a
#                                             line, in the order of NAME.mjs: the path and, if one has to be signed in, a tab and
#                                             the cookies; more of them are other sessions, asked with in turn
# NAME.sh serve FOLDER PORT                   answers on 127.0.0.1:PORT until it is told to end
set -euo pipefail

WORKERS=4 # processes that answer, as many as the portal's busy programs have
MESSAGES=20

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

services() { find /etc/init.d -type f -printf '%f\n' | sort; }

# The packages without what they recommend. Their services start neither now (a machine that has a policy of its own follows
# that one) nor with the machine.
install_packages() {
	local policy=/usr/sbin/policy-rc.d before name
	before=$(services)
	if [ ! -e $policy ]; then
		trap 'rm -f /usr/sbin/policy-rc.d' EXIT
		printf '#!/bin/sh\nexit 101\n' >$policy
		chmod 755 $policy
	fi
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
	for name in $(comm -13 <(echo "$before") <(services)); do
		update-rc.d "$name" disable
	done
}

answers() { curl -sf -o /dev/null "http://127.0.0.1:$1"; }

# wait_for PORT/PATH: until it answers.
wait_for() {
	local i
	for ((i = 0; i < 600; i++)); do
		if answers "$1"; then return; fi
		sleep 0.5
	done
	fail "no answer from $1"
}

# start_for_filling FOLDER PORT PATH: it answers while this script runs.
start_for_filling() {
	"$0" serve "$1" "$2" >"$1/serve.log" 2>&1 &
	server=$!
	trap 'kill "$server"; wait "$server" || true' EXIT
	wait_for "$2$3"
}

# cookies JAR: those that curl has kept, as a header says them.
cookies() { sed -n -E 's/^#HttpOnly_//; /^#/d; /./p' "$1" | awk '{ printf "%s%s=%s", (NR > 1 ? "; " : ""), $6, $7 }'; }

run() {
	case ${1:-} in
	install) install_peer ;;
	fill) [ $# = 5 ] || fail "fill FOLDER ARTICLE MESSAGE PORT"; shift; fill "$@" ;;
	serve) [ $# = 3 ] || fail "serve FOLDER PORT"; shift; serve "$@" ;;
	*) fail "install, fill FOLDER ARTICLE MESSAGE PORT, or serve FOLDER PORT" ;;
	esac
}
