# Sourced by ./mvnw and ./gateway: exports the JAVA_HOME of an installed JDK of at least 21, newest first.
# JAVA_HOME wins when it is good enough, then the java on the PATH, then the places where systems put JDKs.
# Sets GATEWAY_JDK_MISSING to one sentence when there is none.

gateway_jdk_major() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  gateway_jdk_version=
  if [ -r "$1/release" ]; then
    gateway_jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$gateway_jdk_version" ]; then
    gateway_jdk_version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ -n "$gateway_jdk_version" ] && printf '%s\n' "$gateway_jdk_version"
}

gateway_jdk_candidates() {
  if command -v javac >/dev/null 2>&1; then
    gateway_jdk_javac=$(command -v javac)
    gateway_jdk_link=$(readlink -f "$gateway_jdk_javac" 2>/dev/null || printf '%s\n' "$gateway_jdk_javac")
    printf '%s\n' "${gateway_jdk_link%/bin/javac}"
  fi
  for gateway_jdk_pattern in \
    "/usr/lib/jvm" "/usr/java" "/opt/java" "/opt/jdk" "/usr/local/openjdk" \
    "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.local/share/mise/installs/java" "$HOME/.asdf/installs/java"; do
    [ -d "$gateway_jdk_pattern" ] && find "$gateway_jdk_pattern" -mindepth 1 -maxdepth 1 2>/dev/null
  done
  for gateway_jdk_pattern in /Library/Java/JavaVirtualMachines "$HOME/Library/Java/JavaVirtualMachines"; do
    [ -d "$gateway_jdk_pattern" ] && find "$gateway_jdk_pattern" -mindepth 1 -maxdepth 1 2>/dev/null | sed 's|$|/Contents/Home|'
  done
  return 0
}

gateway_find_jdk() {
  GATEWAY_JDK_MISSING=
  if [ -n "${JAVA_HOME-}" ]; then
    gateway_jdk_found=$(gateway_jdk_major "$JAVA_HOME" || echo 0)
    [ "$gateway_jdk_found" -ge 21 ] && { export JAVA_HOME; return 0; }
  fi
  gateway_jdk_best=$(gateway_jdk_candidates | while IFS= read -r gateway_jdk_home; do
    gateway_jdk_found=$(gateway_jdk_major "$gateway_jdk_home" || echo 0)
    if [ "$gateway_jdk_found" -ge 21 ]; then printf '%s %s\n' "$gateway_jdk_found" "$gateway_jdk_home"; fi
  done | sort -rn | head -n 1)
  if [ -n "$gateway_jdk_best" ]; then
    JAVA_HOME=${gateway_jdk_best#* }
    export JAVA_HOME
    return 0
  fi
  GATEWAY_JDK_MISSING="No JDK of version 21 or newer was found: install one (for example Debian's openjdk-25-jdk-headless or Temurin 25) or set JAVA_HOME to it."
  return 1
}
