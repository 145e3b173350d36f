#!/usr/bin/env bash
# bench/conformance.sh: the official MCP conformance suite through other bridges, over the same two stdio servers that
# ConformanceIT runs it against. Everything is installed by name into a folder that goes away again.
set -euo pipefail
cd "$(dirname "$0")/.."

SUPERGATEWAY=4.0.0
NPM_MCP_PROXY=6.7.19
PYPI_MCP_PROXY=0.13.0
PORT=${PORT:-18710}

work=$(mktemp -d)
bridge=
trap '[ -z "$bridge" ] || kill -- "-$bridge" 2>/dev/null; rm -rf "$work"' EXIT

echo "Installing the suite, its servers and the bridges" >&2
cp -r src/test/clients/conformance "$work/suite"
npm ci --silent --no-audit --no-fund --prefix "$work/suite" >&2
npm install --silent --no-audit --no-fund --prefix "$work/npm" \
  "supergateway@$SUPERGATEWAY" "mcp-proxy@$NPM_MCP_PROXY" >&2
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "mcp-proxy==$PYPI_MCP_PROXY" >&2
export PATH="$work/suite/node_modules/.bin:$PATH" # the suite needs its own Node.js

# start NAME SERVER REVISION: the bridge in a process group of its own, on a new port at /mcp; where a bridge must be told
# which revision its clients speak, it is.
start() {
  local server=$work/suite/$2.mjs stateful=
  [ "$3" = 2026-07-28 ] || stateful=--stateful
  PORT=$((PORT + 1))
  set -m
  case $1 in
    supergateway) supergateway --stdio "node $server" --outputTransport streamableHttp $stateful --port "$PORT" ;;
    npm-mcp-proxy) "$work/npm/node_modules/.bin/mcp-proxy" --server stream --host 127.0.0.1 --port "$PORT" -- node "$server" ;;
    pypi-mcp-proxy) "$work/venv/bin/mcp-proxy" --pass-environment --port "$PORT" -- node "$server" ;;
  esac >"$work/bridge.log" 2>&1 &
  bridge=$!
  set +m
  for _ in $(seq 150); do
    (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && return
    sleep 0.2
  done
  cat "$work/bridge.log" >&2
  return 1
}

stop() {
  kill -- "-$bridge" 2>/dev/null || true
  wait "$bridge" 2>/dev/null || true
  bridge=
}

# score REVISION: how many of the scenarios that count passed; as ConformanceIT reads the suite's report.
score() {
  timeout 900 conformance server --url "http://127.0.0.1:$PORT/mcp" --requirements "$1" -o "$work/results" \
    >"$work/report.txt" 2>&1 || true
  awk '
    match($0, /^ +(✓|✗) [a-z0-9-]+ \(/) { split($0, words, " "); unscored[words[2]] = 1 }
    /^(✓|✗) [a-z0-9-]+: [0-9]+ passed, [0-9]+ failed/ { name = $2; sub(":", "", name); passed[name] = ($1 == "✓") }
    END { for (name in passed) if (!(name in unscored)) { all++; good += passed[name] } printf "%d of %d", good, all }
  ' "$work/report.txt"
}

export PATH="$work/npm/node_modules/.bin:$PATH"
echo "| bridge | dual, 2025-11-25 | dual, 2026-07-28 | initialize-only, 2025-11-25 | initialize-only, 2026-07-28 |"
echo "|---|---|---|---|---|"
for name in supergateway npm-mcp-proxy pypi-mcp-proxy; do
  line="| $name"
  for server in dual initialize-only; do
    for revision in 2025-11-25 2026-07-28; do
      start "$name" "$server" "$revision"
      line="$line | $(score "$revision")"
      stop
    done
  done
  echo "$line |"
done
