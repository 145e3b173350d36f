#!/bin/sh
# Starts both applications once, so that the JVM records which classes they load, and lets it write the class cache.
set -eu

export BASE_DOMAIN=example.com MCP_SERVICES=fetchs MCP_CATALOGUE=/opt/gateway/catalogue.json \
  GITHUB_CLIENT_ID=recording GITHUB_CLIENT_SECRET=recording \
  JWT_ALGORITHM=HS256 GATEWAY_JWT_SECRET=recording-recording-recording-recording
port=8099
java -XX:AOTCacheOutput="$1" @/opt/gateway/java.options @/opt/gateway/payara.options --port "$port" \
  --deploy /tmp/war/auth.war:/ --deploy /tmp/war/mcp-bridge.war:/bridge &
server=$!

ask() {
  curl --silent --show-error --max-time 20 --output /dev/null "$@"
}

tries=0
until ask --fail "http://127.0.0.1:$port/.well-known/oauth-authorization-server" 2>/dev/null &&
  ask --fail --request OPTIONS "http://127.0.0.1:$port/bridge/fetchs/mcp" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ] || { echo "the applications did not start" >&2; exit 1; }
  sleep 1
done
ask --header 'Host: auth.example.com' "http://127.0.0.1:$port/authorize?client_id=nobody"
ask --header 'Host: auth.example.com' --data 'grant_type=refresh_token' "http://127.0.0.1:$port/token"
ask --header 'Authorization: Bearer none' "http://127.0.0.1:$port/verify"
ask --header 'Content-Type: application/json' --header 'Accept: application/json, text/event-stream' \
  --data '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"recording","version":"1"}}}' \
  "http://127.0.0.1:$port/bridge/fetchs/mcp"
kill "$server"
wait "$server" || true
test -s "$1"
