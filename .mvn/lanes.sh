# Sourced by .mvn/test.sh: parts of the tests that run at the same time, since each of them often waits. Nothing is built in
# a lane: what all of them use has been built before and stays as it is.

lanes=target/lanes
lane_names=

# Maven as a lane uses it: others fetch artefacts and start the JVMs of the same module at the same time, and it can be
# stopped. Two of its steps share no folder for what Surefire tells a JVM: whichever ends first removes it. It does little
# itself, so that compiling it well does not pay.
maven() {
  MAVEN_OPTS=${MAVEN_OPTS--XX:+UseSerialGC -XX:TieredStopAtLevel=1} ./mvnw -DtempDir="surefire-$lane" \
    -Daether.syncContext.named.factory=file-lock -Daether.syncContext.named.nameMapper=file-gav "$@" &
  echo $! >"$lanes/$lane.pid"
  wait $!
}

unit_tests() {
  maven --fail-at-end jacoco:prepare-agent@agent surefire:test "$@"
}

bridge_tests() {
  maven -f mcp-bridge-war/pom.xml jacoco:prepare-agent@agent failsafe:integration-test failsafe:verify "$@"
}

# Those of the root module that no other lane takes.
server_tests() {
  maven -f pom.xml -Dit.test="*IT,!AuthFuzzIT,!$(printf %s "$client_classes" | sed 's/,/,!/g')" dependency:unpack@keycloak \
    jacoco:prepare-agent@agent failsafe:integration-test failsafe:verify "$@"
}

# They share the folder with the servers and clients of others.
client_classes='org.mcpgateway.e2e.*IT,McpFuzzIT'
client_tests() {
  maven -f pom.xml -Dit.test="$client_classes" -Dit.reports="$PWD/target/failsafe-reports/clients" jacoco:prepare-agent@agent \
    failsafe:integration-test failsafe:verify "$@"
}

fuzz_tests() {
  maven -f pom.xml -Dit.test=AuthFuzzIT -Dit.reports="$PWD/target/failsafe-reports/fuzz" \
    -Dtest.jvm.compiler=-XX:+TieredCompilation jacoco:prepare-agent@agent failsafe:integration-test failsafe:verify "$@"
}

# Five minutes of clients that vanish.
soak_tests() {
  maven -f pom.xml -Psoak failsafe:integration-test failsafe:verify "$@"
}

deployment_tests() {
  maven -f pom.xml -Pdeployment dependency:unpack@application-servers failsafe:integration-test failsafe:verify "$@"
}

# Images and programs alone, for which a busy machine is good enough.
compose_images() {
  compose_tests --prepare
}

compose_tests() {
  src/test/deployment/run.sh "$@" &
  echo $! >"$lanes/$lane.pid"
  wait $!
}

# A lane's name, its steps in their order, and what goes to Maven. The steps after one that failed are taken too.
start_lane() {
  lane=$1
  steps=$2
  shift 2
  [ -n "$lane_names" ] || prepare_lanes
  lane_names="$lane_names $lane"
  {
    failed=
    for step in $steps; do
      [ ! -e "$lanes/stopped" ] || break
      echo "=== $lane: $step"
      "$step" "$@" || failed="$failed $step"
    done
    [ -n "$failed" ] || touch "$lanes/$lane.passed"
    echo "=== $lane: ${failed:+failed:}${failed:-passed}"
  } 2>&1 </dev/null | note_progress "$lane" &
}

prepare_lanes() {
  rm -rf "$lanes"
  mkdir -p "$lanes"
  trap stop_lanes INT TERM
}

# Keeps what a lane says, and tells how far it has come.
note_progress() {
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      "=== "*) printf '%s\n' "$line" ;;
      *"Tests run: "*" -- in "*) printf '%s: %s\n' "$1" "$line" ;;
    esac
  done 3>"$lanes/$1.log"
}

stop_lanes() {
  trap '' INT TERM
  touch "$lanes/stopped"
  for file in "$lanes"/*.pid; do
    [ ! -f "$file" ] || kill "$(cat "$file")" 2>/dev/null
  done
  wait
  exit 130
}

# Waits for all lanes. What a failed one said is told in full, one after the other.
finish_lanes() {
  wait
  trap - INT TERM
  failed_lanes=
  for lane in $lane_names; do
    [ ! -e "$lanes/$lane.passed" ] || continue
    failed_lanes="$failed_lanes $lane"
    printf '\n===== %s failed. What it said (%s):\n' "$lane" "$lanes/$lane.log"
    cat "$lanes/$lane.log"
  done
  [ -n "$failed_lanes" ] || return 0
  echo "===== Failed:$failed_lanes"
  return 1
}
