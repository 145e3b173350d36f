#!/bin/sh
# Starts one application, so that the JVM records which classes it loads, and lets it write the class cache. One cache for
# each: both hold the same libraries, and a cache knows a class by its name alone. A few requests and no load: the JVM (25.0.3)
# at times refuses to write what it recorded, mostly under load, thrice in a row even, and is then asked once more; and a cache that knows how Redis
# says no to a script ends it when it does.
# Usage: record-classes.sh WAR CACHE REQUESTS, the last being `auth` or `bridge`.
set -eu

export BASE_DOMAIN=example.com MCP_SERVICES=fetchs MCP_CATALOGUE=/opt/gateway/catalogue.json \
  GITHUB_CLIENT_ID=recording GITHUB_CLIENT_SECRET=recording \
  JWT_ALGORITHM=HS256 GATEWAY_JWT_SECRET=recording-recording-recording-recording
port=8099
case $3 in
  auth) options= ;;
  bridge) options=@/opt/gateway/bridge.options ;;
esac

fail() {
  echo "$1" >&2
  exit 1
}

ask() {
  curl --silent --show-error --max-time 20 --output /dev/null "$@"
}

use_auth() {
  ask --fail "http://127.0.0.1:$port/.well-known/oauth-authorization-server" &&
    ask --header 'Host: auth.example.com' "http://127.0.0.1:$port/authorize?client_id=nobody" &&
    ask --header 'Host: auth.example.com' --data 'grant_type=refresh_token' "http://127.0.0.1:$port/token" &&
    ask --header 'Authorization: Bearer none' "http://127.0.0.1:$port/verify"
}

use_bridge() {
  ask --fail --header 'Content-Type: application/json' --header 'Accept: application/json, text/event-stream' \
    --data '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"recording","version":"1"}}}' \
    "http://127.0.0.1:$port/fetchs/mcp"
}

record() {
  rm -rf /tmp/server
  java -XX:AOTCacheOutput="$2" $options @/opt/gateway/java.options @/opt/gateway/payara.options --port "$port" --deploy "$1:/" &
  server=$!
  tries=0
  until ask "http://127.0.0.1:$port/" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || fail "the application did not start"
    sleep 1
  done
  "use_$3" || fail "the application did not answer as it should"
  kill "$server"
  wait "$server" || true
}

for attempt in 1 2 3 4 5 6 7 8; do
  record "$@"
  [ ! -s "$2" ] || exit 0
  echo "attempt $attempt: the JVM did not write what it recorded" >&2
done
exit 1
