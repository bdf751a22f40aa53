# Sourced by the suites: starts the server that HOUSEKEY_BIN names, on a free port, with three instances, and ends it with
# the suite. The second instance's ids are the foreign ones of the first; the third is a production instance.
: "${HOUSEKEY_BIN:?HOUSEKEY_BIN must name the executable of the server}"
data=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export HOUSEKEY_URL="http://127.0.0.1:$port"
export HOUSEKEY_SECRET_KEY="sk_test_0123456789abcdefghijklmnopqrstuvwxyzABCD"
"$HOUSEKEY_BIN" serve --data "$data" --listen "127.0.0.1:$port" >"$data/out" 2>"$data/log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$data"' EXIT
for _ in $(seq 200); do
  if python3 -c "import urllib.request; urllib.request.urlopen('$HOUSEKEY_URL/ready')" 2>/dev/null; then break; fi
  sleep 0.05
done
HOUSEKEY_PEM=$("$HOUSEKEY_BIN" keys pem --data "$data")
HOUSEKEY_PUBLISHABLE_KEY=$(grep -o 'pk_test_[A-Za-z0-9+/=]*' "$data/out" | head -n 1)
"$HOUSEKEY_BIN" instances create --data "$data" --listen "127.0.0.1:$port" --name Neighbours >"$data/other"
"$HOUSEKEY_BIN" instances create --data "$data" --listen "127.0.0.1:$port" --name Live --production >"$data/live"
HOUSEKEY_OTHER_SECRET_KEY=$(sed -n 's/^CLERK_SECRET_KEY=//p' "$data/other")
HOUSEKEY_LIVE_SECRET_KEY=$(sed -n 's/^CLERK_SECRET_KEY=//p' "$data/live")
HOUSEKEY_OTHER_PEM=$("$HOUSEKEY_BIN" keys pem --data "$data" --instance "$(grep -o 'ins_[0-9A-Za-z]*' "$data/other")")
export HOUSEKEY_PEM HOUSEKEY_PUBLISHABLE_KEY HOUSEKEY_OTHER_SECRET_KEY HOUSEKEY_OTHER_PEM HOUSEKEY_LIVE_SECRET_KEY
export HOUSEKEY_ROOT="${HOUSEKEY_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
