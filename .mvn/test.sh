#!/bin/sh
# ./gateway test: builds everything, tests it in lanes, and tells which real parts were used and what was skipped.
# ./gateway test GROUP: only that; see .mvn/test-groups. ./gateway test --coverage: and how much of the code that ran.
# ./gateway test all: whole deployments too, as continuous integration does.
# What follows goes to Maven. Called by ./gateway, which has set JAVA_HOME and GATEWAY_HOME.
set -u
cd "$GATEWAY_HOME" || exit 1
. .mvn/lanes.sh

# The tests' servers would inherit the settings of whoever starts the tests, and they have their own.
unset $(sed -n 's/^#\{0,1\}\([A-Z][A-Z0-9_]*\)=.*/\1 \1_FILE/p' .env.example)

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
  version_in_parent keycloak.version
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
  echo "  Payara    Micro $(version_in_parent payara.version)"
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

# The integration tests of a group, as Maven takes them.
tests_of() {
  awk -v group="$1" '$1 == group { printf "%s%s", comma, $2; comma = "," }' .mvn/test-groups
}

version_in_parent() {
  sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" .mvn/parent.xml
}

# An artefact of JaCoCo and its classifier.
fetch_jacoco() {
  ./mvnw -q -f .mvn/parent.xml dependency:copy -Dmdep.stripVersion=true -DoutputDirectory="$GATEWAY_HOME/target/coverage" \
    -Dartifact="org.jacoco:$1:$(version_in_parent jacoco.version):jar:$2"
}

# The servers that the tests start say what of them ran when they end; the tests' own JVMs do already.
prepare_coverage() {
  rm -rf target/coverage target/jacoco.exec mcp-bridge-war/target/jacoco.exec gateway-cli/target/jacoco.exec
  fetch_jacoco org.jacoco.agent runtime && fetch_jacoco org.jacoco.cli nodeps || exit 8
  agent=$GATEWAY_HOME/target/coverage/org.jacoco.agent-runtime.jar
  server_agent=-javaagent:$agent=destfile=$GATEWAY_HOME/target/coverage/servers.exec,append=true,includes=org.mcpgateway.*
}

print_coverage() {
  set --
  for file in target/coverage/servers.exec target/jacoco.exec mcp-bridge-war/target/jacoco.exec gateway-cli/target/jacoco.exec; do
    [ ! -f "$file" ] || set -- "$@" "$file"
  done
  for module in . mcp-bridge-war gateway-cli; do
    [ ! -d "$module/target/classes" ] || set -- "$@" --classfiles "$module/target/classes" --sourcefiles "$module/src/main/java"
  done
  "$JAVA_HOME/bin/java" -jar target/coverage/org.jacoco.cli-nodeps.jar report "$@" --quiet --name "MCP OAuth Gateway" \
    --html target/coverage/html --csv target/coverage/coverage.csv || return
  echo "Coverage of what ran, by the tests and in the servers that they started:"
  awk -F, '
    function share(covered, missed) { return covered + missed ? 100 * covered / (covered + missed) : 0 }
    NR > 1 && split($2, package, ".") >= 3 {
      part = package[3]
      lines_missed[part] += $8; lines[part] += $9; branches_missed[part] += $6; branches[part] += $7
    }
    END {
      for (part in lines) {
        printf "  %-8s %5.1f %% of lines, %5.1f %% of branches\n", part, share(lines[part], lines_missed[part]),
          share(branches[part], branches_missed[part])
      }
    }
  ' target/coverage/coverage.csv | sort
  echo "  target/coverage/html/index.html"
}

# With every check but the tests, and with all that they need from the repository of artefacts.
build() {
  ./mvnw -T 1C -DskipTests -DskipITs verify "$@"
}

test_servers() {
  start_lane servers "unit_tests server_tests" "$@"
  start_lane clients "client_tests" "$@"
  start_lane bridge "bridge_tests fuzz_tests" "$@"
  finish_lanes
}

# Twelve containers that are asked every few seconds whether they are well have the machine to themselves: beside other
# tests they were not, now and then.
test_all() {
  start_lane servers "unit_tests server_tests" "$@"
  start_lane clients "client_tests" "$@"
  start_lane bridge "compose_images bridge_tests deployment_tests fuzz_tests soak_tests" "$@"
  wait
  start_lane compose "compose_tests" "$@"
  finish_lanes
}

test_deployment() {
  start_lane deployment "deployment_tests compose_tests" "$@"
  finish_lanes
}

group=
coverage=
server_agent=
while :; do
  case "${1-}" in
    all | unit | oauth | mcp | clients | deployment | --deployment)
      [ -z "$group" ] || { echo "gateway: one group at a time: $group or $1" >&2; exit 2; }
      group=${1#--}
      ;;
    --coverage) coverage=yes ;;
    -* | "") break ;;
    *)
      echo "gateway: $1 is no group of tests: choose all, unit, oauth, mcp, clients or deployment" >&2
      exit 2
      ;;
  esac
  shift
done
if [ "$group$coverage" = deploymentyes ] || [ "$group$coverage" = allyes ]; then
  echo "gateway: --coverage is for tests of single servers, not for deployment" >&2
  exit 2
fi

report_folders | xargs rm -rf # those of tests that exist no more
if [ -n "$coverage" ]; then
  prepare_coverage
  set -- "-Dserver.agent=$server_agent" -Djacoco.skip=false "$@"
fi
case "$group" in
  "") build "$@" && test_servers "$@" ;;
  all) build "$@" && test_all "$@" ;;
  unit) ./mvnw -Dquick test "$@" ;;
  deployment) { [ "${GATEWAY_BUILD-}" = never ] || build -Dquick "$@"; } && test_deployment "$@" ;;
  *)
    ./mvnw -Dquick verify -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$(tests_of "$group")" \
      -Dfailsafe.failIfNoSpecifiedTests=false "$@"
    ;;
esac
outcome=$?
print_report
[ -z "$coverage" ] || print_coverage || outcome=8
exit "$outcome"
