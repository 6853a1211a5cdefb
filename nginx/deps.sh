#!/bin/bash
# Installs what is missing for the purposes named: build, run, test, attack (Debian packages), modules (the tests' Node modules).
# Nothing that it installs starts a service, now or at the next boot. `deps.sh --list` prints the table.
set -euo pipefail
TOP=$(cd "$(dirname "$0")/.." && pwd)

# purpose | package | present when (command, header or file; empty: ask dpkg) | why
table() {
	cat <<-'END'
		build | gcc | gcc | C compiler
		build | libc6-dev | /usr/include/stdio.h | C library headers
		build | make | make | runs the Makefile
		build | binutils | ar | archives and links
		build | gettext | msgfmt | compiles translations
		build | libfcgi-dev | /usr/include/fcgiapp.h | FastCGI
		build | libmariadb-dev | /usr/include/mariadb/mysql.h | database client
		build | clearsilver-dev | /usr/include/ClearSilver/cs/cs.h | templates
		build | zlib1g-dev | /usr/include/zlib.h | needed by ClearSilver
		build | libargon2-dev | /usr/include/argon2.h | password hashes
		build | libsodium-dev | /usr/include/sodium.h | random numbers, signatures
		build | libicu-dev | /usr/include/unicode/utypes.h | Unicode, calendars, numbers
		build | libstemmer-dev | /usr/include/libstemmer.h | word stems for the search
		build | libmd4c-dev | /usr/include/md4c.h | Markdown parser
		build | libjansson-dev | /usr/include/jansson.h | JSON
		build | libmagic-dev | /usr/include/magic.h | file types by content
		build | libcurl4-openssl-dev | curl-config | sends mail by SMTP
		build | liboath-dev | /usr/include/liboath/oath.h | codes of the second factor
		build | libqrencode-dev | /usr/include/qrencode.h | QR code for setting it up
		build | libgd-dev | /usr/include/gd.h | draws profile pictures anew
		build | libseccomp-dev | /usr/include/seccomp.h | leaves programs the system calls that they need
		build | libarchive-dev | /usr/include/archive.h | the archive of a person's data
		run | mariadb-server-core | mariadbd | database server, without its service
		run | mariadb-client-core | mariadb | database command line
		run | mariadb-client | mariadb-dump | backup
		run | nginx | nginx | web server
		run | spawn-fcgi | spawn-fcgi | opens a program's socket
		run | multiwatch | multiwatch | keeps a program's workers alive
		test | libcmocka-dev | /usr/include/cmocka.h | C unit tests
		test | nodejs | node | HTTP and browser tests
		test | npm | npm | fetches the tests' modules
		test | chromium | chromium | browser tests
		test | fonts-dejavu-core | /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf | a font for the browser
		test | oathtool | oathtool | codes of the second factor, made by somebody else
		test | faketime | faketime | clocks that jump
		test | wrk | wrk | measures speed
		test | fcgiwrap | fcgiwrap | plain CGI under nginx
		test | clang | clang | fuzzing
		test | libclang-rt-dev | | fuzzing and sanitizer runtime
		test | clang-tidy | clang-tidy | static analysis
		test | clang-format | clang-format | style
		test | cppcheck | cppcheck | static analysis
		test | flawfinder | flawfinder | dangerous functions
		test | systemd | systemd-analyze | judges the units' hardening
		attack | wapiti | wapiti | scans the running portal
		attack | sqlmap | sqlmap | tries to inject SQL
	END
}

present() {
	case $2 in
	/*) [ -e "$2" ] ;;
	'') dpkg -s "$1" >/dev/null 2>&1 ;;
	*) PATH=$PATH:/usr/sbin:/sbin command -v "$2" >/dev/null ;;
	esac
}

# Fills the array `missing` with "package (why)" lines and `packages` with names.
find_missing() {
	local purpose package test why
	while IFS='|' read -r purpose package test why; do
		read -r purpose <<<"$purpose"
		[[ " $* " == *" $purpose "* ]] || continue
		read -r package <<<"$package"
		read -r test <<<"$test"
		read -r why <<<"$why"
		present "$package" "$test" && continue
		packages+=("$package")
		missing+=("  $package: $why")
	done < <(table)
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		env "$@"
	elif command -v sudo >/dev/null; then
		sudo env "$@"
	else
		echo "Run this as root: apt-get install --no-install-recommends ${packages[*]}" >&2
		exit 1
	fi
}

# dpkg asks policy-rc.d before it starts a service; 101 means no. Only ours is removed again.
install_quietly() {
	as_root DEBIAN_FRONTEND=noninteractive bash -euc '
		policy=/usr/sbin/policy-rc.d
		if [ ! -e $policy ]; then
			trap "rm -f $policy" EXIT
			printf "#!/bin/sh\nexit 101\n" >$policy
			chmod 0755 $policy
		fi
		has() { dpkg-query -W -f "\${Status}" "$1" 2>/dev/null | grep -q " installed"; }
		fresh=
		for package in nginx fcgiwrap; do has $package || fresh="$fresh $package"; done
		apt-get update -qq
		apt-get install -y -qq --no-install-recommends "$@" >/dev/null
		for package in $fresh; do
			has $package || continue
			for unit in $package.service $package.socket; do
				systemctl disable --quiet $unit 2>/dev/null || update-rc.d $package disable >/dev/null 2>&1 || true
			done
		done
	' deps "${packages[@]}"
}

install_packages() {
	local packages=() missing=()
	find_missing "$@"
	[ ${#packages[@]} -gt 0 ] || return 0
	echo "Installing Debian packages (nothing of them is started as a service):"
	printf '%s\n' "${missing[@]}"
	install_quietly
	packages=() missing=()
	find_missing "$@"
	[ ${#packages[@]} = 0 ] || { echo "Still missing: ${packages[*]}" >&2; exit 1; }
}

# Pinned by tests/package-lock.json; no module runs a script of its own at installation.
install_modules() {
	local have=$TOP/tests/node_modules/.package-lock.json
	[ ! -e "$have" ] || [ "$have" -ot "$TOP/tests/package-lock.json" ] || return 0
	echo "Installing the tests' Node modules into tests/node_modules"
	(cd "$TOP/tests" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch "$have")
}

[ "${1:-}" != --list ] || { table; exit; }
install_packages "$@"
[[ " $* " != *" modules "* ]] || install_modules
