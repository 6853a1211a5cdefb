#!/bin/bash
# MediaWiki, set up as a peer of the bench: the article among a hundred others, in SQLite (quicker to read for one machine than a
# server), served as its manual says for busy sites: php-fpm behind nginx, opcache, APCu, texts of the skin kept, jobs of their own.
# Readers are not signed in; no page comes whole from a cache. See peer.sh.
. "$(dirname "$0")/peer.sh"

PROGRAMS=/usr/share/mediawiki

install_peer() { install_packages dbconfig-no-thanks mediawiki nginx php-fpm php-sqlite3 php-apcu; }

maintain() { MW_CONFIG_FILE="$folder/LocalSettings.php" php "$PROGRAMS/maintenance/$1.php" "${@:2}" >>"$folder/fill.log" 2>&1 || fail "$1: $(tail -n 3 "$folder/fill.log")"; }

# What is bold, listed or headed in the article's Markdown, as MediaWiki writes it.
wikitext() {
	sed -E -e 's/^### (.*)/=== \1 ===/' -e 's/^## (.*)/== \1 ==/' -e 's/^- /* /' -e 's/^[0-9]+\. /# /' -e 's/^> /: /' \
		-e "s/\*\*([^*]+)\*\*/'''\1'''/g" -e 's/`([^`]+)`/<code>\1<\/code>/g' -e 's/\[([^]]+)\]\(([^)]+)\)/[\2 \1]/g' "$1"
}

write_settings() {
	cat >>"$folder/LocalSettings.php" <<-'EOF'
		$wgArticlePath = '/wiki/$1';
		$wgMainCacheType = CACHE_ACCEL;
		$wgCacheDirectory = __DIR__ . '/cache';
		$wgJobRunRate = 0;
	EOF
}

write_fpm() {
	local owner=
	# As root it would change to another account, to which this folder is closed.
	[ "$(id -u)" != 0 ] || owner=$'user = root\ngroup = root'
	cat >"$folder/fpm.conf" <<-EOF
		[global]
		error_log = $folder/fpm.log
		daemonize = no
		[wiki]
		$owner
		listen = $folder/fpm.sock
		pm = static
		pm.max_children = $WORKERS
		clear_env = yes
	EOF
}

write_nginx() {
	cat >"$folder/nginx.conf" <<-EOF
		daemon off;
		pid $folder/nginx.pid;
		error_log $folder/nginx.log;
		events {}
		http {
		    include /etc/nginx/mime.types;
		    access_log off;
		    client_body_temp_path $folder/body;
		    fastcgi_temp_path $folder/fastcgi;
		    proxy_temp_path $folder/proxy;
		    uwsgi_temp_path $folder/uwsgi;
		    scgi_temp_path $folder/scgi;
		    server {
		        listen 127.0.0.1:$1;
		        root $PROGRAMS;
		        location / { return 404; }
		        location ~ ^/(resources|skins|extensions)/ { try_files \$uri =404; }
		        location /wiki/ { rewrite ^ /index.php; }
		        location ~ ^/(index|load|api)\.php\$ {
		            include /etc/nginx/fastcgi_params;
		            fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
		            fastcgi_param MW_CONFIG_FILE $folder/LocalSettings.php;
		            fastcgi_pass unix:$folder/fpm.sock;
		        }
		    }
		}
	EOF
	[ "$(id -u)" != 0 ] || sed -i '1i user root;' "$folder/nginx.conf"
}

fill() {
	folder=$1
	local password=bench-of-the-portal-1 i
	mkdir "$folder/data" "$folder/cache" "$folder/pages"
	maintain install --confpath "$folder" --dbtype sqlite --dbpath "$folder/data" --dbname bench --server "http://127.0.0.1:$4" \
		--scriptpath "" --pass "$password" Bench Keeper
	write_settings
	write_fpm
	write_nginx "$4"
	for i in {1..100}; do
		wikitext "$2" >"$folder/pages/Page_$i.txt"
	done
	maintain importTextFiles --user Keeper "$folder"/pages/*.txt
	echo "/wiki/Page_50"
}

serve() {
	local parts=()
	"$(ls /usr/sbin/php-fpm* | tail -n 1)" -F -R -y "$1/fpm.conf" -d opcache.enable=1 -d opcache.validate_timestamps=0 &
	parts+=($!)
	nginx -c "$1/nginx.conf" -e "$1/nginx.log" &
	parts+=($!)
	trap 'kill "${parts[@]}"' TERM INT
	wait "${parts[@]}" || true
	wait
}

run "$@"
