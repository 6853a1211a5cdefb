#!/bin/bash
# Runs the whole portal from the checkout, for `make run` and for the tests: a private MariaDB on a unix socket, the
# programs under parents that keep their sockets, the worker, nginx. All of it lives in one folder and ends with this script.
#
#   PORT=8080        where nginx listens            LISTEN=127.0.0.1   on which address
#   VAR=var          data, sockets, logs            BUILD=build        programs and shared files
#   DEMO=1           load sql/demo once             PARTS=all          or db: only database and schema
#   MODE=fcgi        or cgi: plain CGI by fcgiwrap; or pathinfo: the same without rewriting, below /cgi-bin
#   WORKERS=, WORKERS_TICKETS=4                     processes of each program, of one program
#   BACKLOG=128      requests that may wait for a program; who comes then is told at once to come again
#   CACHE=on         page cache: on, off, or ask (only for requests with "X-Test-Cache: on")
#   LIMITS=on        request limits of nginx        CONF=              further lines for portico.conf
#   DATABASE_CONF=   further lines for the database's own settings
#   UNTIL_PID=       ends when that process is gone
#   BASE_URL=        where the portal says it lives; else http://127.0.0.1:PORT
#
# Whoever owns the checkout owns the processes; if that is root, www-data does, or root where www-data cannot read.
# $VAR/run/NAME.pid holds "pid starttime"; $VAR/run/NAME.hold keeps a dead part from being started again (tests);
# $VAR/run/ready appears when everything answers.
set -euo pipefail
umask 077

TOP=$(cd "$(dirname "$0")/.." && pwd)
PORT=${PORT:-8080}
LISTEN=${LISTEN:-127.0.0.1}
VAR=$(realpath -m "${VAR:-$TOP/var}")
BUILD=$(realpath -m "${BUILD:-$TOP/build}")
DEMO=${DEMO:-1}
PARTS=${PARTS:-all}
MODE=${MODE:-fcgi}
CACHE=${CACHE:-on}
LIMITS=${LIMITS:-on}
BACKLOG=${BACKLOG:-128}
PREFIX=
[ "$MODE" != pathinfo ] || PREFIX=/cgi-bin
BASE_URL=${BASE_URL:-http://127.0.0.1$([ "$PORT" = 80 ] || echo ":$PORT")$PREFIX}
WEB=(home login account company kb forum suggestions search tickets files desk admin)
NGINX=$(PATH=$PATH:/usr/sbin command -v nginx || true)
MARIADBD=$(PATH=$PATH:/usr/sbin command -v mariadbd || true)

declare -A PID=() SINCE=()

say() { printf '%s\n' "$*"; }
fail() { printf 'portico: %s\n' "$*" >&2; exit 1; }

# --- who ------------------------------------------------------------------------------------------

can_read() { setpriv --reuid="$1" --regid="$(id -g "$1")" --init-groups test -x "$2" -a -r "$2" 2>/dev/null; }

# As root: hand VAR to the one who shall run everything, and go on as that one.
drop_rights() {
	[ "$(id -u)" = 0 ] && [ -z "${STACK_STAYS_ROOT:-}" ] || return 0
	local owner
	owner=$(stat -c %U "$TOP")
	mkdir -p "$VAR"
	if [ "$owner" = root ] || [ "$owner" = UNKNOWN ]; then
		owner=www-data
		if ! can_read $owner "$TOP" || ! can_read $owner "$BUILD/share" || ! can_read $owner "$(dirname "$VAR")"; then
			say "The checkout is root's and closed to others, so everything runs as root."
			export STACK_STAYS_ROOT=1
			chown -R root: "$VAR"
			return 0
		fi
	fi
	[ "$(stat -c %U "$VAR")" = "$owner" ] || chown -R "$owner": "$VAR"
	exec env STACK_STAYS_ROOT= HOME="$VAR" setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups "$0" "$@"
}

# --- where ----------------------------------------------------------------------------------------

# A unix socket's path has at most 107 bytes; below a long VAR, run/ is a link to a short private folder.
make_run_folder() {
	if [ $((${#VAR} + 20)) -lt 100 ]; then
		[ ! -L "$VAR/run" ] || rm "$VAR/run"
		mkdir -p "$VAR/run"
		RUN=$VAR/run
		return
	fi
	RUN=$(readlink "$VAR/run" || true)
	if [ -z "$RUN" ] || [ ! -d "$RUN" ] || [ ! -O "$RUN" ] || [ -L "$RUN" ]; then
		RUN=$(mktemp -d /tmp/portico.XXXXXXXX)
		ln -sfn "$RUN" "$VAR/run"
	fi
}

check_needs() {
	local file
	for file in "$MARIADBD" "$(command -v mariadb)" "$(command -v mariadb-install-db)"; do
		[ -n "$file" ] || fail "MariaDB is missing: sudo make deps"
	done
	[ -x "$BUILD/bin/portico" ] || fail "$BUILD/bin/portico is missing: make"
	[ "$PARTS" = all ] || return 0
	[ -n "$NGINX" ] || fail "nginx is missing: sudo make deps"
	for file in spawn-fcgi multiwatch; do
		command -v $file >/dev/null || fail "$file is missing: sudo make deps"
	done
	[ "$PORT" -ge 1024 ] || [ "$(id -u)" = 0 ] || fail "port $PORT is for root only; choose one from 1024 on: PORT=8080"
}

check_port() {
	if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
		fail "port $PORT is taken by another program; choose one: make run PORT=$((PORT + 1))"
	fi
}

prepare() {
	mkdir -p "$VAR"/{etc/nginx,log,tmp,cache,state}
	chmod 0700 "$VAR"
	make_run_folder
	exec 9>"$VAR/lock"
	flock -n 9 || fail "already running from $VAR"
	end_leftovers
	rm -f "$RUN"/*.sock "$RUN"/*.hold "$RUN"/*.pid "$RUN/ready"
}

# --- processes ------------------------------------------------------------------------------------

# Sets STARTED to the kernel's start time of a process: with the pid it names one process for good.
start_time() {
	local line
	STARTED=
	{ read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
	line=${line##*) }
	local fields
	read -ra fields <<<"$line"
	[ "${fields[0]}" != Z ] || return 1
	STARTED=${fields[19]}
}

# A zombie counts as ended: bash does not always collect its children at once.
lives() { start_time "$1"; }

is_process() { start_time "$1" && [ "$STARTED" = "$2" ]; }

# start NAME COMMAND…: in a session of its own, so that Ctrl-C reaches only this script; ends if this script is killed.
start() {
	local name=$1
	shift
	setsid setpriv --pdeathsig TERM "$@" </dev/null >>"$VAR/log/$name.log" 2>&1 9>&- &
	PID[$name]=$!
	disown $!
	SINCE[$name]=$SECONDS
	start_time $! || STARTED=0
	echo "$! $STARTED" >"$RUN/$name.pid"
}

# end SECONDS NAME…: TERM to all of them, then wait, then KILL.
end() {
	local patience=$1 name
	shift
	for name in "$@"; do
		[ -z "${PID[$name]:-}" ] || kill -TERM "${PID[$name]}" 2>/dev/null || true
	done
	local until=$((SECONDS + patience))
	for name in "$@"; do
		while [ -n "${PID[$name]:-}" ] && lives "${PID[$name]}"; do
			if [ $SECONDS -ge $until ]; then
				kill -KILL "${PID[$name]}" 2>/dev/null || true
				end_session "${PID[$name]}"
				break
			fi
			pause
		done
		rm -f "$RUN/$name.pid"
		unset "PID[$name]"
	done
}

# What a part that was killed left in its session: nginx's or multiwatch's workers would go on listening.
end_session() {
	local file line fields until=$((SECONDS + 5)) left=1
	while [ $left = 1 ]; do
		left=0
		for file in /proc/[0-9]*/stat; do
			{ read -r line <"$file"; } 2>/dev/null || continue
			read -ra fields <<<"${line##*) }"
			[ "${fields[3]}" = "$1" ] && [ "${fields[0]}" != Z ] || continue
			left=1
			kill "$([ $SECONDS -lt $until ] && echo -TERM || echo -KILL)" "$(basename "${file%/stat}")" 2>/dev/null || true
		done
		[ $left = 0 ] || pause
	done
}

# What a killed script left: its parts got TERM by the kernel; wait for them.
end_leftovers() {
	local file pid started
	for file in "$RUN"/*.pid; do
		[ -e "$file" ] || continue
		read -r pid started <"$file" || true
		if ! is_process "$pid" "$started"; then
			end_session "$pid"
			continue
		fi
		say "Waiting for $(basename "$file" .pid) of an earlier run (process $pid) to end."
		kill -TERM "$pid" 2>/dev/null || true
		local until=$((SECONDS + 30))
		while is_process "$pid" "$started"; do
			[ $SECONDS -lt $until ] || kill -KILL "$pid" 2>/dev/null || true
			pause
		done
	done
}

# A moment (0.1 s) without a process: a read that nothing answers. A signal ends it early.
pause() { read -rt "${1:-0.1}" -u 8 || true; }

end_all() {
	trap '' INT TERM HUP
	trap - EXIT
	rm -f "$RUN/ready"
	end 5 nginx
	local name rest=()
	for name in "${!PID[@]}"; do
		[ "$name" = mariadb ] || rest+=("$name")
	done
	end 10 "${rest[@]}"
	end 60 mariadb
	[ ! -L "$VAR/run" ] || rm -rf "$RUN" "$VAR/run"
}

# --- database -------------------------------------------------------------------------------------

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

secret_file() { [ -s "$1" ] || { random_hex "$2" >"$1.new" && mv "$1.new" "$1"; }; }

write_database_config() {
	local name user root_password
	for name in db-password db-admin-password db-worker-password db-operator-password db-root-password; do
		secret_file "$VAR/etc/$name" 24
	done
	root_password=$(<"$VAR/etc/db-root-password")
	cat >"$VAR/etc/mariadb.cnf" <<-END
		[mariadbd]
		datadir = $VAR/data
		socket = $RUN/mariadb.sock
		pid-file = $VAR/data/mariadbd.pid
		tmpdir = $VAR/tmp
		log-error = $VAR/log/mariadb.log
		init-file = $VAR/etc/init.sql
		skip-networking
		skip-name-resolve
		skip-log-bin
		performance-schema = OFF
		secure-file-priv = $VAR/tmp
		max-connections = 120
		character-set-server = utf8mb4
		collation-server = utf8mb4_bin
		transaction-isolation = READ-COMMITTED
		max-allowed-packet = 16M
		innodb-buffer-pool-size = 128M
		innodb-log-file-size = 48M
		innodb-flush-log-at-trx-commit = 1
		innodb-use-native-aio = 0
		$(printf '%s\n' "${DATABASE_CONF:-}")
		$([ "$(id -u)" != 0 ] || echo 'user = root')
	END
	cat >"$VAR/etc/init.sql" <<-END
		ALTER USER root@localhost IDENTIFIED BY '$root_password';
		CREATE DATABASE IF NOT EXISTS portico CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	END
	for name in db-password db-admin-password db-worker-password db-operator-password; do
		user=portico_${name#db-}
		user=${user%-password}
		[ "$user" != portico_password ] || user=portico
		cat >>"$VAR/etc/init.sql" <<-END
			CREATE USER IF NOT EXISTS $user@localhost;
			ALTER USER $user@localhost IDENTIFIED BY '$(<"$VAR/etc/$name")';
		END
	done
	echo 'GRANT ALL ON `portico%`.* TO portico_operator@localhost;' >>"$VAR/etc/init.sql"
	cat >"$VAR/etc/client.cnf" <<-END
		[client]
		socket = $RUN/mariadb.sock
		user = root
		password = $root_password
		default-character-set = utf8mb4
	END
}

make_database() {
	[ ! -e "$VAR/data/ready" ] || return 0
	say "Creating a private database in $VAR/data"
	rm -rf "$VAR/data"
	# a folder of its own for temporary tables: whoever starts beside it in a shared one removes what he finds there
	mariadb-install-db --no-defaults --datadir="$VAR/data" --tmpdir="$VAR/tmp" --auth-root-authentication-method=normal --skip-test-db \
		$([ "$(id -u)" != 0 ] || echo --user=root) >"$VAR/log/mariadb-install.log" 2>&1 ||
		fail "mariadb-install-db failed, see $VAR/log/mariadb-install.log, which begins with:
$(head -n 8 "$VAR/log/mariadb-install.log")"
	touch "$VAR/data/ready"
}

database_answers() { mariadb --defaults-file="$VAR/etc/client.cnf" -e 'DO 1' >/dev/null 2>&1; }

# What each program may: sql/grants.sql as it is, but for the users, which are there, and nothing from before.
grant_rights() {
	local user
	{
		for user in portico portico_admin portico_worker; do
			echo "REVOKE ALL PRIVILEGES, GRANT OPTION FROM $user@localhost;"
		done
		grep -v '^CREATE USER\|_operator' "$TOP/sql/grants.sql"
	} | mariadb --defaults-file="$VAR/etc/client.cnf" || fail "sql/grants.sql does not fit the schema"
}

launch_mariadb() { start mariadb "$MARIADBD" --defaults-file="$VAR/etc/mariadb.cnf"; }

wait_for_database() {
	local until=$((SECONDS + 60))
	until database_answers; do
		lives "${PID[mariadb]}" || fail "MariaDB did not start, see $VAR/log/mariadb.log"
		[ $SECONDS -lt $until ] || fail "MariaDB does not answer, see $VAR/log/mariadb.log"
		pause
	done
}

# --- the portal -----------------------------------------------------------------------------------

write_config() {
	secret_file "$VAR/etc/portico.key" 32
	mkdir -p "$VAR"/state/{spool,slots,mail}
	cat >"$VAR/etc/portico.conf" <<-END
		# Written by nginx/portico.sh at each start.
		site_name = Aurora Home
		base_url = $BASE_URL
		share_dir = $BUILD/share
		state_dir = $VAR/state
		key_file = $VAR/etc/portico.key
		db_socket = $RUN/mariadb.sock
		db_name = portico
		db_user = portico
		db_password_file = $VAR/etc/db-password
		db_admin_user = portico_admin
		db_admin_password_file = $VAR/etc/db-admin-password
		db_worker_user = portico_worker
		db_worker_password_file = $VAR/etc/db-worker-password
		db_operator_user = portico_operator
		db_operator_password_file = $VAR/etc/db-operator-password
		mail_transport = file
		mail_from = support@aurora.example
		url_style = $([ "$MODE" = pathinfo ] && echo pathinfo || echo clean)
		$(printf '%s\n' "${CONF:-}")
	END
	export PORTICO_CONF=$VAR/etc/portico.conf
}

load_demo() {
	[ "$DEMO" = 1 ] && [ ! -e "$VAR/demo-sign-ins.txt" ] || return 0
	say "Loading the demo"
	"$BUILD/bin/portico" demo load "$TOP/sql/demo" 9>&- >"$VAR/demo-sign-ins.new" ||
		fail "the demo could not be loaded, see the lines above"
	mv "$VAR/demo-sign-ins.new" "$VAR/demo-sign-ins.txt"
}

workers() {
	local variable=WORKERS_${1^^} many=2
	case $1 in home | kb | search | tickets) many=4 ;; esac
	echo "${!variable:-${WORKERS:-$many}}"
}

# launch_workers NAME COUNT PROGRAM BACKLOG: spawn-fcgi opens the socket and becomes multiwatch, which keeps it while workers come and
# go.
launch_workers() {
	rm -f "$RUN/$1.sock"
	start "$1" spawn-fcgi -n -s "$RUN/$1.sock" -M 0660 -b "$4" -- "$(command -v multiwatch)" -f "$2" -r 1000000 -t 1000 -- "$3"
}

write_nginx_config() {
	local file
	for file in http headers locations cache; do
		sed -e "s|@RUN@|$RUN|g" -e "s|@ETC@|$VAR/etc|g" -e "s|@CACHE@|$VAR/cache|g" -e "s|@LOG@|$VAR/log|g" \
			-e "s|@SHARE@|$BUILD/share|g" -e "s|@BIN@|$BUILD/bin|g" -e "s|@PREFIX@|$PREFIX|g" \
			"$TOP/nginx/snippets/portico-$file.conf.in" >"$VAR/etc/nginx/portico-$file.conf"
	done
	local http=$VAR/etc/nginx/portico-http.conf
	case $CACHE in
	off) sed -i 's|^map "" $portico_cache_off .*|map "" $portico_cache_off { default 1; }|' "$http" ;;
	ask) sed -i 's|^map "" $portico_cache_off .*|map $http_x_test_cache $portico_cache_off { default 1; on ""; }|' "$http" ;;
	esac
	[ "$LIMITS" = on ] || sed -i 's|^map "" $portico_limit_key .*|map "" $portico_limit_key { default ""; }|' "$http"
	if [ "$MODE" != fcgi ]; then
		# Who signs in waits for a password slot: not in the places of those who read.
		sed -i -e "s|unix:$RUN/login\.sock|unix:$RUN/cgi-login.sock|g" \
			-e "s|unix:$RUN/[a-z]*\.sock|unix:$RUN/cgi.sock|g" "$http"
		echo "fastcgi_param PORTICO_CONF $VAR/etc/portico.conf;" >>"$VAR/etc/nginx/portico-locations.conf"
	fi
	if [ "$MODE" = pathinfo ]; then
		echo 'map $document_uri $portico_path_info { "~^/cgi-bin/[a-z]+(?<portico_rest>/.*)$" $portico_rest; }' >>"$http"
		printf '%s\n' 'fastcgi_param PATH_INFO $portico_path_info;' 'location = / { return 307 /cgi-bin/home/; }' \
			>>"$VAR/etc/nginx/portico-locations.conf"
	fi
	cat >"$VAR/etc/nginx/nginx.conf" <<-END
		daemon off;
		pid $RUN/nginx.master;
		error_log $VAR/log/nginx-error.log error;
		worker_processes 2;
		worker_rlimit_nofile 16384;
		$([ "$(id -u)" != 0 ] || echo 'user root;')
		events { worker_connections 4096; }
		http {
			include /etc/nginx/mime.types;
			default_type application/octet-stream;
			sendfile on;
			tcp_nopush on;
			client_body_temp_path $VAR/tmp/body;
			fastcgi_temp_path $VAR/tmp/fastcgi;
			proxy_temp_path $VAR/tmp/proxy;
			scgi_temp_path $VAR/tmp/scgi;
			uwsgi_temp_path $VAR/tmp/uwsgi;
			include $VAR/etc/nginx/portico-http.conf;
			server {
				listen $LISTEN:$PORT default_server;
				server_name _;
				include $VAR/etc/nginx/portico-locations.conf;
			}
			server {
				listen $LISTEN:$PORT;
				server_name localhost;
				return 307 $BASE_URL\$request_uri;
			}
		}
	END
}

launch_nginx() { start nginx "$NGINX" -c "$VAR/etc/nginx/nginx.conf" -e "$VAR/log/nginx-error.log"; }

# launch NAME: starts one part, the first time or again.
launch() {
	case $1 in
	mariadb) launch_mariadb ;;
	worker) start worker "$BUILD/bin/portico" worker ;;
	nginx) launch_nginx ;;
	cgi) launch_workers cgi 8 "$(PATH=$PATH:/usr/sbin command -v fcgiwrap)" 1024 ;;
	cgi-login) launch_workers cgi-login 2 "$(PATH=$PATH:/usr/sbin command -v fcgiwrap)" 1024 ;;
	*) launch_workers "$1" "$(workers "$1")" "$BUILD/bin/$1" "$BACKLOG" ;;
	esac
}

# The status line of GET $1, or nothing.
status_of() {
	(
		exec 3<>"/dev/tcp/127.0.0.1/$PORT"
		printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$PREFIX$1" "$PORT" >&3
		read -rt 5 -u 3 _ status _ && echo "$status"
	) 2>/dev/null || true
}

wait_for_portal() {
	local until=$((SECONDS + 30)) status= front=/en/
	[ "$MODE" != pathinfo ] || front=/home/en/
	until [[ $status =~ ^[234] ]]; do
		[ $SECONDS -lt $until ] || fail "the portal does not answer (last status: ${status:-none}); its logs are in $VAR/log"
		lives "${PID[nginx]}" || fail "nginx did not start: $(tail -n 1 "$VAR/log/nginx-error.log" "$VAR/log/nginx.log" 2>/dev/null)"
		status=$(status_of "$front")
		[[ $status =~ ^[234] ]] || pause
	done
}

# Starts again what has died, at most once a second each, until a signal comes.
watch() {
	local name
	while [ -z "${UNTIL_PID:-}" ] || lives "$UNTIL_PID"; do
		pause 0.4
		for name in "${!PID[@]}"; do
			! lives "${PID[$name]}" || continue
			[ ! -e "$RUN/$name.hold" ] && [ $SECONDS -gt "${SINCE[$name]}" ] || continue
			say "$name has ended; starting it again"
			end_session "${PID[$name]}"
			launch "$name"
		done
	done
}

report() {
	say ""
	say "The portal runs at $BASE_URL"
	if [ -s "$VAR/demo-sign-ins.txt" ]; then
		say ""
		cat "$VAR/demo-sign-ins.txt"
		say ""
		say "These sign-ins are kept in $VAR/demo-sign-ins.txt"
	fi
	say "Mails it sends are files in $VAR/state/mail; logs are in $VAR/log"
	say "Ctrl-C ends it; the data stays."
}

main() {
	drop_rights "$@"
	cd "$TOP"
	check_needs
	exec 8<> <(:)
	prepare
	[ "$PARTS" != all ] || check_port
	trap 'exit 0' INT TERM HUP
	trap end_all EXIT
	write_database_config
	make_database
	launch mariadb
	wait_for_database
	write_config
	"$BUILD/bin/portico" migrate 9>&- >"$VAR/log/migrate.log" || fail "the schema could not be brought up to date"
	grant_rights
	if [ "$PARTS" = all ]; then
		load_demo
		local name
		if [ "$MODE" = fcgi ]; then
			for name in "${WEB[@]}"; do launch "$name"; done
		else
			launch cgi
			launch cgi-login
		fi
		launch worker
		write_nginx_config
		launch nginx
		wait_for_portal
		report
	fi
	echo $$ >"$RUN/ready"
	watch
}

main "$@"
