#!/bin/sh
# ./gateway test: everything Maven verifies, and afterwards which real parts were used and what was skipped.
# ./gateway test --deployment: instead the tests of whole deployments: application servers, forms of Redis, Kubernetes, and
# the compose file with a Docker engine of its own.
# Called by ./gateway, which has set JAVA_HOME and GATEWAY_HOME.
set -u
cd "$GATEWAY_HOME" || exit 1

version_of() {
  command -v "$1" >/dev/null 2>&1 || { echo "not installed"; return; }
  "$@" 2>/dev/null | head -n 1
}

embedded_redis() {
  redis=$(find target .gateway -type f -name 'redis-server*' -perm -u+x 2>/dev/null | head -n 1)
  [ -n "$redis" ] || { echo "not used"; return; }
  "$redis" --version 2>/dev/null | sed -n 's/.*v=\([0-9.]*\).*/\1 (embedded)/p'
}

keycloak_version() {
  [ -d target/keycloak ] || { echo "not used"; return; }
  sed -n 's:.*<keycloak.version>\(.*\)</keycloak.version>.*:\1:p' .mvn/parent.xml
}

chromium_version() {
  for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null 2>&1 || continue
    version_of "$browser" --version
    return
  done
  echo "not installed"
}

report_folders() {
  for module in . mcp-bridge-war gateway-cli; do
    printf '%s\n' "$module/target/surefire-reports" "$module/target/failsafe-reports"
  done
}

reports() {
  report_folders | while IFS= read -r folder; do
    [ -d "$folder" ] && find "$folder" -name 'TEST-*.xml'
  done
}

print_skipped() {
  reports | while IFS= read -r report; do
    awk '
      function attribute(line, name) {
        if (!match(line, name "=\"[^\"]*\"")) return ""
        return substr(line, RSTART + length(name) + 2, RLENGTH - length(name) - 3)
      }
      /<testcase / { test = attribute($0, " classname") "." attribute($0, " name") }
      /<skipped/ { print "  " test ": " attribute($0, "message") }
    ' "$report"
  done
}

print_report() {
  echo
  echo "Real parts of this run:"
  echo "  JDK       $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p') ($JAVA_HOME)"
  echo "  Payara    Micro $(sed -n 's:.*<payara.version>\(.*\)</payara.version>.*:\1:p' .mvn/parent.xml)"
  echo "  Keycloak  $(keycloak_version)"
  echo "  Redis     $(embedded_redis)"
  echo "  Node.js   $(version_of node --version)"
  echo "  Python    $(version_of python3 --version)"
  echo "  Chromium  $(chromium_version)"
  skipped=$(print_skipped)
  if [ -n "$skipped" ]; then
    echo "Skipped tests:"
    echo "$skipped"
  else
    echo "Skipped tests: none"
  fi
}

report_folders | xargs rm -rf # those of tests that exist no more
if [ "${1-}" = --deployment ]; then
  shift
  ./mvnw -Dquick -DskipTests package && ./mvnw -Dquick -f pom.xml verify -Pdeployment "$@" &&
    src/test/deployment/run.sh "$@"
else
  ./mvnw verify "$@"
fi
outcome=$?
print_report
exit "$outcome"
