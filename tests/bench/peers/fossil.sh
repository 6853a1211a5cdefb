#!/bin/bash
# Fossil, set up as a peer of the bench: a wiki page, a ticket and a thread of the forum among some hundred others, in one file,
# all readable for everybody. See peer.sh.
. "$(dirname "$0")/peer.sh"

install_peer() { install_packages fossil; }

in_repository() { fossil "$@" -R "$folder/bench.fossil" --user bench; }

# ticket SUBJECT MESSAGES: prints its id.
ticket() {
	local id i
	id=$(in_repository ticket add title "$1" status Open comment "$text" mimetype text/x-markdown | sed -n 's/.*succeeded for //p')
	for ((i = 1; i < $2; i++)); do
		in_repository ticket set "$id" icomment "$text" login bench mimetype text/x-markdown -q >/dev/null
	done
	echo "$id"
}

# A thread of the forum cannot be made but over HTTP.
post() { curl -sf -b "$folder/jar" -o /dev/null -w '%{redirect_url}' -H "Referer: $site/" "$@"; }

thread() {
	local url id i
	url=$(post --data-urlencode "title=$1" --data-urlencode "content=$text" -d mimetype=text/x-markdown -d submit=Submit "$site/forume1")
	id=${url##*/}
	for ((i = 1; i < $2; i++)); do
		post --data-urlencode "content=$text" -d "fpid=$id" -d reply=1 -d mimetype=text/x-markdown -d submit=Submit "$site/forume2" >/dev/null
	done
	echo "$id"
}

fill() {
	folder=$1 article=$2 text=$(<"$3") site=http://127.0.0.1:$4
	local id password=bench-of-the-portal i
	fossil init --admin-user bench "$folder/bench.fossil" >/dev/null
	for id in nobody anonymous; do
		fossil user capabilities $id gjorz2 -R "$folder/bench.fossil" >/dev/null
	done
	fossil user password bench $password -R "$folder/bench.fossil"
	for i in {1..100}; do
		in_repository wiki create "Page $i" "$article" --mimetype text/x-markdown >/dev/null
		ticket "Ticket $i" 1 >/dev/null
	done
	start_for_filling "$folder" "$4" /timeline
	curl -sf -c "$folder/jar" -o /dev/null -d "u=bench" -d "p=$password" -d in=Login "$site/login"
	for i in {1..30}; do
		thread "Thread $i" 1 >/dev/null
	done
	echo "/wiki?name=Page+50"
	echo "/tktview?name=$(ticket "A ticket of twenty messages" $MESSAGES)"
	echo "/forumthread/$(thread "A thread of twenty posts" $MESSAGES)"
}

serve() { exec fossil server "$1/bench.fossil" --port "$2" --localhost --nojail; }

run "$@"
