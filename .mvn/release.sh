#!/bin/sh
# .mvn/release.sh FOLDER [KEY]: builds the commit that is checked out twice, each time in a folder of its own, compares every
# octet, and puts what a release is made of into FOLDER with its digests; with the name of an OpenPGP key it signs them.
set -eu
cd "$(dirname "$0")/.."

fail() {
  echo "release: $1" >&2
  exit 1
}

[ $# -eq 1 ] || [ $# -eq 2 ] || fail "name the folder to write to, and a key if it is to be signed"
[ -z "$(git status --porcelain --untracked-files=no)" ] || fail "there are changes that are not committed"
[ ! -e "$1" ] || fail "$1 is there already"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The artefacts, their bills of materials, and the command with what it needs beside it.
build() {
  mkdir -p "$work/$1/tree" "$work/$1/release"
  git archive HEAD | tar -x -C "$work/$1/tree"
  (cd "$work/$1/tree" && ./mvnw -q -DskipTests -DskipITs package)
  cp "$work/$1/tree/target/auth.war" "$work/$1/tree/mcp-bridge-war/target/mcp-bridge.war" "$work/$1/release"
  cp "$work/$1/tree/target/sbom.json" "$work/$1/release/auth.sbom.json"
  cp "$work/$1/tree/mcp-bridge-war/target/sbom.json" "$work/$1/release/mcp-bridge.sbom.json"
  cp "$work/$1/tree/gateway-cli/target/sbom.json" "$work/$1/release/gateway-cli.sbom.json"
  tar -c --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@0 -C "$work/$1/tree/gateway-cli/target" \
    gateway-cli.jar gateway-cli-container.jar lib | gzip -n >"$work/$1/release/gateway-cli.tar.gz"
  (cd "$work/$1/release" && sha256sum ./* | sed 's: \./: :' >"$work/$1/SHA256SUMS")
}

build first
build second
diff "$work/first/SHA256SUMS" "$work/second/SHA256SUMS" >&2 || fail "two builds of the same commit differ"

cp "$work/first/SHA256SUMS" "$work/first/release"
[ $# -eq 1 ] || gpg --batch --yes --local-user "$2" --armor --detach-sign "$work/first/release/SHA256SUMS"
cp -r "$work/first/release" "$1"
cat "$1/SHA256SUMS"
