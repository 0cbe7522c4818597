#!/usr/bin/env bash
# Runs the driver's tests of what users rely on, in containers: every release that is named (or all four) on every JDK here.
# Then has each release's HAProxy and keepalived take all files and carry traffic, in front of this machine's cluster, which needs root (PROXIES=no: not).
# Leaves tables in target/matrix.md, and exits with status 1 when a cell of it failed, 3 where no Docker engine or no image can be had.
# TESTS names other tests of testkit, driver and hikari-integration, JAVA_HOMES other JDKs.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly table=target/matrix.md logs=target/matrix
# Connecting, routing, fallback, switchover, a leader that dies or freezes, the DCS down, TLS and certificates, and virtual
# threads where the build runs them.
readonly tests=${TESTS:-RoutingIT,ReplicasIT,LeaderChangeIT,FailoverIT,FrozenMemberIT,OutageIT,TlsOnlyIT,VirtualThreadsIT}
readonly modules=(testkit driver hikari-integration)
[ $# -gt 0 ] || set -- bullseye bookworm trixie forky

started=
root=
clean_up() {
  [ -z "$root" ] || rm -rf "$root"
  [ -z "$started" ] || scripts/docker-engine.sh stop || true
}
trap clean_up EXIT
if ! DOCKER_HOST=$(scripts/docker-engine.sh find); then
  started=yes
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

# What was run on the release and the JDK: failsafe mode came with Patroni 3.0, and before JDK 24 synchronized code pins
# virtual threads.
tests_on() {
  local wanted=$tests
  [ "$1" != bullseye ] || wanted+=',!OutageIT#inFailsafeMode*,!FaultsIT#*FailsafeMode*,!PatroniClusterIT#*FailsafeMode*'
  [ "$2" -ge 24 ] || wanted=${wanted/,VirtualThreadsIT/}
  echo "$wanted"
}

# result STATUS MODULE...: the sum of Failsafe's summaries, as "22 passed" or "20 passed, 2 failed", and whether the build failed.
result() {
  local module summaries=() failed passed status=$1
  shift
  for module; do
    summaries+=("$module/target/failsafe-reports/failsafe-summary.xml")
  done
  failed=$(($(sum errors "${summaries[@]}") + $(sum failures "${summaries[@]}")))
  passed=$(($(sum completed "${summaries[@]}") - failed - $(sum skipped "${summaries[@]}")))
  [ "$((passed + failed))" != 0 ] || { echo "**did not run**" && return; }
  echo "$passed passed$([ "$failed" = 0 ] || echo ", **$failed failed**")$([ "$status" = 0 ] || echo ", **the build failed**")"
}

sum() {
  local element=$1
  shift
  { cat "$@" 2>/dev/null || true; } | sed -nE "s|.*<$element>([0-9]+)</$element>.*|\1|p" | awk '{ sum += $1 } END { print sum + 0 }'
}

# verify MODULE LOG TESTS OPTION...: of the module and those that it needs.
verify() {
  local module=$1 log=$2 wanted=$3
  shift 3
  rm -rf {testkit,driver,"$module"}/target/failsafe-reports
  mvn -B -ntp verify -pl "$module" -am -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test="$wanted" -Dfailsafe.failIfNoSpecifiedTests=false "$@" >"$log" 2>&1
}

cluster() {
  JAVA_HOME=$2 verify hikari-integration "$3" "$(tests_on "$1" "$(release "$2")")" \
    -Dpgha.testkit.backend=containers -Dpgha.testkit.image="pgha-testkit:$1"
}

# The image's files serve as a root: the hosts of the testkit are namespaces of this machine.
proxies() {
  local status=0
  root=$(mktemp -d /var/tmp/pgha-root.XXXXXX)
  chmod 755 "$root" # Scripts run as others than root.
  unpack "$1" "$root" && JAVA_HOME=$2 verify proxy-config "$3" GoldenIT,VirtualAddressesIT -Dpgha.testkit.backend=host \
    -Dpgha.testkit.proxyRoot="$root" \
    -Dpgha.golden.run="docker run --rm --network=host -v /tmp:/tmp pgha-testkit:$1" || status=1
  rm -rf "$root"
  root=
  return $status
}

unpack() {
  local container
  container=$(docker create "pgha-testkit:$1" true) && docker export "$container" | tar -C "$2" -x &&
    docker rm "$container" >/dev/null
}

proxy_versions() {
  docker run --rm --network=none "pgha-testkit:$1" /bin/sh -c '
    haproxy -v | grep -oE "[0-9]+(\.[0-9]+)+" | head -n 1
    keepalived --version 2>&1 | grep -oE "v[0-9]+(\.[0-9]+)+" | head -n 1' | sed 's/^v//' | paste -sd'|' | sed 's/|/ | /g'
}

mkdir -p "$logs"
read -ra homes <<<"${JAVA_HOMES:-$(jdks | paste -sd' ')}"
failures=0
printf '| Debian | Patroni | PostgreSQL | etcd | JDK | tests |\n|---|---|---|---|---|---|\n' | tee "$table"
for suite; do
  for home in "${homes[@]}"; do
    log=$logs/$suite-$(release "$home").log
    echo "$suite on JDK $(release "$home"): see $log" >&2
    status=0
    cluster "$suite" "$home" "$log" || status=1
    failures=$((failures + status))
    cell=$(result "$status" "${modules[@]}")
    echo "| $suite | $(versions "$suite") | $(release "$home") | $cell |" | tee -a "$table"
  done
done
if [ "${PROXIES:-yes}" = yes ]; then
  printf '\n| Debian | HAProxy | keepalived | tests |\n|---|---|---|---|\n' | tee -a "$table"
  for suite; do
    log=$logs/$suite-proxies.log
    echo "HAProxy and keepalived of $suite: see $log" >&2
    status=0
    proxies "$suite" "${homes[0]}" "$log" || status=1
    failures=$((failures + status))
    echo "| $suite | $(proxy_versions "$suite") | $(result "$status" proxy-config) |" | tee -a "$table"
  done
fi
[ "$failures" = 0 ] || { echo "$failures runs failed; their output is in $logs." >&2 && exit 1; }
