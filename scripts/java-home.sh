#!/usr/bin/env bash
# Prints the home of the JDK to use: $JAVA_HOME if it is set, else that of the javac on PATH, else the first that suits
# in /usr/lib/jvm. With an argument, only a JDK below that release suits.
set -euo pipefail

readonly from=17
readonly below=${1:-}
readonly wanted="JDK of release $from or later${below:+ and below $below}"

release_of() {
  sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release" 2>/dev/null
}

suits() {
  local release
  [ -x "$1/bin/javac" ] && release=$(release_of "$1") && [ -n "$release" ] || return 1
  [ "$release" -ge "$from" ] && { [ -z "$below" ] || [ "$release" -lt "$below" ]; }
}

candidates() {
  local javac
  if javac=$(command -v javac); then
    dirname "$(dirname "$(readlink -f "$javac")")"
  fi
  ls -d /usr/lib/jvm/*/ 2>/dev/null || true
}

if [ -n "${JAVA_HOME:-}" ]; then
  suits "$JAVA_HOME" && echo "$JAVA_HOME" && exit
  echo "JAVA_HOME is $JAVA_HOME, which is no $wanted. Set it to one, or unset it to have one found." >&2
  exit 1
fi

while read -r home; do
  suits "$home" && echo "${home%/}" && exit
done < <(candidates)
echo "Found no $wanted, neither on PATH (javac) nor in /usr/lib/jvm. Install one, or set JAVA_HOME." >&2
exit 1
