#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL server, which is gone afterwards:
#
#	./postgres.sh go test ./...
#
# The command finds the server's address in LISTING_DATABASE. The server's programs come
# from a package of the system (apt-get install postgresql); without them this fails.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)") || { echo "postgres.sh: no PostgreSQL server is installed; want the package postgresql" >&2; exit 1; }

dir=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # a server does not run as root
	chown postgres "$dir"
	as=(runuser -u postgres --)
fi
stop() {
	"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT

"${as[@]}" "$bin/initdb" -D "$dir/data" -U listing --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$dir/log.init" 2>&1 || { cat "$dir/log.init" >&2; exit 1; }
for attempt in 1 2 3 4 5; do # since another program may have the port
	port=$((20000 + RANDOM % 12000))
	"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w start \
		-o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c fsync=off -c full_page_writes=off" >/dev/null && break
	[ "$attempt" -lt 5 ] || { cat "$dir/data/log" >&2; exit 1; }
done

LISTING_DATABASE="postgres://listing@127.0.0.1:$port/postgres?sslmode=disable" "$@"
