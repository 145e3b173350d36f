#!/bin/sh
# Starts one application, so that the JVM records which classes it loads and which code is hot, and lets it write the class
# cache. One cache for each: both hold the same libraries, and a cache knows a class by its name alone.
# Usage: record-classes.sh WAR CACHE REQUESTS, the last being `auth` or `bridge`.
set -eu

work=$(mktemp -d)
trap '[ $? -eq 0 ] || tail -n 50 "$work/log" >&2' EXIT
export BASE_DOMAIN=example.com MCP_SERVICES=echo MCP_CATALOGUE="$work/catalogue.json" \
  GITHUB_CLIENT_ID=recording GITHUB_CLIENT_SECRET=recording \
  JWT_ALGORITHM=HS256 GATEWAY_JWT_SECRET=recording-recording-recording-recording
port=8099

# An MCP server that answers whatever it is asked.
cat >"$work/echo" <<'ECHO'
#!/bin/sh
while IFS= read -r line; do
  case $line in
    *'"id":'*) ;;
    *) continue ;;
  esac
  id=${line#*\"id\":}
  printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"echo","version":"1"}}}\n' "${id%%[,\}]*}"
done
ECHO
printf '{"mcpServers":{"echo":{"command":"sh","args":["%s"]}}}' "$work/echo" >"$MCP_CATALOGUE"

case $3 in
  auth) options= ;;
  bridge) options=@/opt/gateway/bridge.options ;;
esac
java -XX:AOTCacheOutput="$2" $options @/opt/gateway/java.options @/opt/gateway/payara.options --port "$port" --deploy "$1:/" >"$work/log" 2>&1 &
server=$!

ask() {
  curl --silent --show-error --max-time 60 --output /dev/null "$@"
}

# Many requests at once, after which the JVM knows what to compile first in the server that uses the cache.
ask_often() {
  curl --silent --show-error --no-progress-meter --max-time 120 --parallel --parallel-max 8 --output /dev/null "$@"
}

post() {
  ask_with=$1
  shift
  "$ask_with" --fail --header 'Content-Type: application/json' --header 'Accept: application/json, text/event-stream' "$@"
}

tries=0
until ask "http://127.0.0.1:$port/" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ] || { echo "the application did not start" >&2; exit 1; }
  sleep 1
done
case $3 in
  auth)
    # Without Redis: a cache that knows how Redis says no to a script ends the JVM when it does (25.0.3, always).
    ask --fail "http://127.0.0.1:$port/.well-known/oauth-authorization-server"
    ask --header 'Host: auth.example.com' "http://127.0.0.1:$port/authorize?client_id=nobody"
    ask --header 'Host: auth.example.com' --data 'grant_type=refresh_token' "http://127.0.0.1:$port/token"
    ask_often --header 'Authorization: Bearer none' "http://127.0.0.1:$port/verify?[1-20000]"
    ;;
  bridge)
    post ask --dump-header "$work/headers" "http://127.0.0.1:$port/echo/mcp" \
      --data '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"recording","version":"1"}}}'
    session=$(grep --ignore-case '^mcp-session-id:' "$work/headers" | tr --delete '\r')
    post ask_often --header "$session" --header 'MCP-Protocol-Version: 2025-11-25' "http://127.0.0.1:$port/echo/mcp?[1-20000]" \
      --data '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"message":"recording"}}}'
    ;;
esac
kill "$server"
wait "$server" || true
test -s "$2"
rm -rf "$work"
