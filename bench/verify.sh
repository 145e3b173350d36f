#!/usr/bin/env bash
# Measures GET /verify with a good token beside an empty servlet on the same Payara Micro, in turns.
# Needs wrk, curl and a built tree (./mvnw package). Usage: bench/verify.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
work=$(mktemp -d)
. .mvn/find-jdk.sh
gateway_find_jdk || { echo "bench/verify.sh needs a JDK of 21 or newer" >&2; exit 1; }
redis_port=16399 port=18099
cleanup() {
  [ -z "${server:-}" ] || kill -9 "$server" 2>/dev/null || true
  [ -z "${redis:-}" ] || kill "$redis" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

servlet_api=$(find "$HOME/.m2/repository/jakarta" -name 'jakarta.jakartaee-api-10*.jar' | head -n 1)
mkdir -p "$work/classes/WEB-INF/classes"
"$JAVA_HOME/bin/javac" -cp "$servlet_api" -d "$work/classes/WEB-INF/classes" bench/empty-servlet/EmptyServlet.java
"$JAVA_HOME/bin/jar" --create --file "$work/empty.war" -C "$work/classes" .

redis-server --port "$redis_port" --save "" >"$work/redis.log" & redis=$!
secret=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
key=$(openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null | base64 -w0)
REDIS_URL=redis://127.0.0.1:$redis_port GATEWAY_ISSUER=http://127.0.0.1:$port LOCAL_IDENTITY=true \
  TRUSTED_PROXIES=127.0.0.1 MCP_SERVICES=time MCP_RESOURCE_PATTERNS="http://127.0.0.1:$port/services/{service}/mcp" \
  JWT_PRIVATE_KEY_B64=$key MACHINE_CLIENTS="bench:$secret" \
  "$JAVA_HOME/bin/java" -Xmx512m -jar target/payara-micro.jar --port "$port" --disablephonehome --nocluster \
  --deploy target/auth.war:/ --deploy "$work/empty.war:/empty" >"$work/server.log" 2>&1 & server=$!
until grep -q "ready in" "$work/server.log"; do sleep 0.5; done

token=$(curl -s -u "bench:$secret" -d grant_type=client_credentials \
  -d "resource=http://127.0.0.1:$port/services/time/mcp" "http://127.0.0.1:$port/token" |
  sed 's/.*"access_token":"\([^"]*\)".*/\1/')
asked=(-H "Authorization: Bearer $token" -H "X-Forwarded-Method: POST" -H "X-Forwarded-Proto: http"
  -H "X-Forwarded-Host: 127.0.0.1:$port" -H "X-Forwarded-Uri: /services/time/mcp")
[ "$(curl -s -o /dev/null -w '%{http_code}' "${asked[@]}" "http://127.0.0.1:$port/verify")" = 200 ]

cpu() { awk '{print ($14 + $15) / 100}' "/proc/$server/stat"; }
measure() { # name, seconds, url
  local before after rate
  before=$(cpu)
  rate=$(wrk -t1 -c32 -d"$2s" "${asked[@]}" "$3" | awk '/Requests\/sec/ {rate = $2} /Non-2xx/ {bad = 1} END {print bad ? "errors" : rate}')
  after=$(cpu)
  awk -v n="$1" -v r="$rate" -v c="$(awk "BEGIN {print $after - $before}")" -v s="$2" \
    'BEGIN {printf "%-8s %10.0f requests/s %8.1f microseconds of CPU each\n", n, r, c / (r * s) * 1e6}'
}
for url in empty/ verify; do measure warm 10 "http://127.0.0.1:$port/$url" >/dev/null; done
for _ in $(seq "$rounds"); do
  measure empty 5 "http://127.0.0.1:$port/empty/"
  measure verify 5 "http://127.0.0.1:$port/verify"
done
