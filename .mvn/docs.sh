#!/bin/sh
# ./gateway docs: builds docs/ into a site under target/site-docs; a link that leads nowhere fails it.
# Called by ./gateway, which has set GATEWAY_HOME.
set -eu
cd "$GATEWAY_HOME"

fail() {
  printf 'gateway: %s\n' "$2" >&2
  exit "$1"
}

[ $# -eq 0 ] || fail 2 "docs takes no $1"
command -v npm >/dev/null 2>&1 || fail 6 "npm is not installed: the site's generator needs it, with Node.js 20"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail 6 "Node.js is older than 20"

# What the lock file pins is installed once.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/mcp-oauth-gateway/site-$(cksum <src/site/package-lock.json | cut -d ' ' -f 1)
work=$GATEWAY_HOME/target/site-source
log=$GATEWAY_HOME/target/site.log
mkdir -p "$tools" target
if [ ! -f "$tools/installed" ]; then
  echo "Installing the site's generator …" >&2
  cp src/site/package.json src/site/package-lock.json src/site/.npmrc "$tools"
  npm ci --prefix "$tools" --prefer-offline --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
    fail 8 "npm could not install the site's generator: see $log"
  touch "$tools/installed"
fi

index() {
  printf '# %s\n\n' "$1"
  for page in "$2"/[!i]*.md; do
    printf -- '- [%s](%s)\n' "$(sed -n 's/^# //p;/^# /q' "$page")" "$(basename "$page")"
  done
}

# Folders and files that pages link to become pages too.
rm -rf "$work" target/site-docs
mkdir -p "$work/.vitepress"
cp -R docs bench ./*.md "$work"
cp LICENSE "$work/LICENSE.md"
{ printf '# .env.example\n\n```ini\n' && cat .env.example && printf '```\n'; } >"$work/env-example.md"
sed 's/(\.env\.example)/(env-example.md)/g' README.md >"$work/README.md"
index Decisions docs/decisions >"$work/docs/decisions/index.md"
index Benchmarks bench >"$work/bench/index.md"
cp src/site/config.mjs "$work/.vitepress/config.mjs"
ln -s "$tools/node_modules" "$work/node_modules"

if ! "$tools/node_modules/.bin/vitepress" build "$work" --outDir "$GATEWAY_HOME/target/site-docs" >"$log" 2>&1; then
  grep -i -E 'dead link .* in file|error' "$log" >&2 || true
  fail 8 "the site was not built: see $log"
fi
echo "target/site-docs/index.html"
