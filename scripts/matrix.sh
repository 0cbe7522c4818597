#!/usr/bin/env bash
# Runs the driver's tests of what users rely on, in containers: every release that is named (or all four) on every JDK here.
# Leaves a table in target/matrix.md, and exits with status 1 when a cell of it failed, 3 where no Docker engine or no image can be had.
# TESTS names other tests of driver and testkit, JAVA_HOMES other JDKs.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly table=target/matrix.md logs=target/matrix
# Connecting, routing, fallback, switchover, a leader that dies or freezes, the DCS down, TLS and certificates.
readonly tests=${TESTS:-RoutingIT,ReplicasIT,LeaderChangeIT,FrozenMemberIT,OutageIT,ApiTlsIT}
[ $# -gt 0 ] || set -- bullseye bookworm trixie forky

if ! DOCKER_HOST=$(scripts/docker-engine.sh find); then
  trap 'scripts/docker-engine.sh stop || true' EXIT
  DOCKER_HOST=$(scripts/docker-engine.sh) || exit 3
fi
export DOCKER_HOST
scripts/images.sh "$@" || exit 3

# All that are here; links name the same ones again.
jdks() {
  local home
  for home in /usr/lib/jvm/*; do
    [ -L "$home" ] || JAVA_HOME=$home scripts/java-home.sh 2>/dev/null || true
  done
}

release() {
  sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release"
}

versions() {
  docker run --rm --network=none "pgha-testkit:$1" /bin/sh -c '
    patroni --version | grep -oE "[0-9]+(\.[0-9]+)+"
    ls /usr/lib/postgresql | sort -V | tail -n 1
    etcd --version | sed -n "s/^etcd Version: //p"' | paste -sd'|' | sed 's/|/ | /g'
}

# What was run on the release: failsafe mode came with Patroni 3.0.
tests_on() {
  local newer='!OutageIT#inFailsafeMode*,!FaultsIT#*FailsafeMode*,!PatroniClusterIT#*FailsafeMode*'
  [ "$1" = bullseye ] && echo "$tests,$newer" || echo "$tests"
}

# The sum of Failsafe's summaries, as "22 passed" or "20 passed, 2 failed".
result() {
  local summaries=(testkit/target/failsafe-reports/failsafe-summary.xml driver/target/failsafe-reports/failsafe-summary.xml)
  local failed passed
  failed=$(($(sum errors "${summaries[@]}") + $(sum failures "${summaries[@]}")))
  passed=$(($(sum completed "${summaries[@]}") - failed))
  [ "$((passed + failed))" != 0 ] || { echo "**did not run**" && return; }
  echo "$passed passed$([ "$failed" = 0 ] || echo ", **$failed failed**")"
}

sum() {
  local element=$1
  shift
  { cat "$@" 2>/dev/null || true; } | sed -nE "s|.*<$element>([0-9]+)</$element>.*|\1|p" | awk '{ sum += $1 } END { print sum + 0 }'
}

run() {
  rm -rf {testkit,driver}/target/failsafe-reports
  JAVA_HOME=$2 mvn -B -ntp verify -pl driver -am \
    -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test="$(tests_on "$1")" -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dpgha.testkit.backend=containers -Dpgha.testkit.image="pgha-testkit:$1" >"$3" 2>&1
}

mkdir -p "$logs"
read -ra homes <<<"${JAVA_HOMES:-$(jdks | paste -sd' ')}"
failures=0
printf '| Debian | Patroni | PostgreSQL | etcd | JDK | tests |\n|---|---|---|---|---|---|\n' | tee "$table"
for suite; do
  for home in "${homes[@]}"; do
    log=$logs/$suite-$(release "$home").log
    echo "$suite on JDK $(release "$home"): see $log" >&2
    run "$suite" "$home" "$log" || failures=$((failures + 1))
    cell=$(result)
    echo "| $suite | $(versions "$suite") | $(release "$home") | $cell |" | tee -a "$table"
  done
done
[ "$failures" = 0 ] || { echo "$failures runs failed; their output is in $logs." >&2 && exit 1; }
