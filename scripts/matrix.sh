#!/usr/bin/env bash
# Runs the driver's tests of what users rely on, in containers: every release that is named (or all four) on every JDK here.
# Then has each release's HAProxy and keepalived take all files and carry traffic, in front of this machine's cluster, which needs root (PROXIES=no: not).
# Leaves tables in target/matrix.md (TABLE: in another file), and exits with status 1 when a cell of it failed, 3 where no Docker
# engine or no image can be had. TESTS names other tests of testkit, driver and hikari-integration, JAVA_HOMES other JDKs.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly table=${TABLE:-target/matrix.md}
readonly logs=${table%.md}
# Connecting, routing, fallback, switchover, a leader that dies or freezes, the DCS down, TLS and certificates, and virtual
# threads where the build runs them.
readonly tests=${TESTS:-RoutingIT,ReplicasIT,LeaderChangeIT,FailoverIT,FrozenMemberIT,OutageIT,TlsOnlyIT,VirtualThreadsIT}
readonly modules=(testkit driver hikari-integration)
readonly proxy_tests=GoldenIT,VirtualAddressesIT
# The table shall have the oldest that is supported and the newest with long-term support.
readonly jdks_wanted='17 25'
[ $# -gt 0 ] || set -- bullseye bookworm trixie forky

started=
root=
clean_up() {
  [ -z "$root" ] || rm -rf --one-file-system "$root"
  [ -z "$started" ] || scripts/docker-engine.sh stop || true
}
trap clean_up EXIT

complain() {
  echo "$1" >&2
  exit 1
}

# require_tests TESTS MODULE...: a class that was renamed would drop out in silence.
require_tests() {
  local class classes
  IFS=, read -ra classes <<<"$1"
  shift
  for class in "${classes[@]}"; do
    class=${class%%#*}
    [ -n "$(find "${@/%//src/test/java}" -name "${class#!}.java" -print -quit)" ] || complain "There is no test $class in $*."
  done
}

prepare() {
  local engine
  engine=$(scripts/docker-engine.sh find) || { started=yes && engine=$(scripts/docker-engine.sh); } || return 1
  export DOCKER_HOST=$engine
  scripts/images.sh "$@"
}

# All that are in their usual place, where links name the same ones again; else that of the build.
jdks() {
  local home found=
  for home in /usr/lib/jvm/*; do
    if [ ! -L "$home" ] && JAVA_HOME=$home scripts/java-home.sh 2>/dev/null; then
      found=yes
    fi
  done
  [ -n "$found" ] || scripts/java-home.sh
}

release() {
  sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release"
}

# cells SUITE SCRIPT: what the script prints in the image, each line for a cell.
cells() {
  docker run --rm --network=none "pgha-testkit:$1" /bin/bash -euo pipefail -c "$2" | paste -sd'|' | sed 's/|/ | /g'
}

versions() {
  cells "$1" '
    patroni --version | grep -oE "[0-9]+(\.[0-9]+)+"
    ls /usr/lib/postgresql | sort -V | tail -n 1
    etcd --version | grep "^etcd Version: " | sed "s/.*: //"'
}

proxy_versions() {
  cells "$1" '
    haproxy -v | grep "^HA-\?Proxy" | sed -E "s/^[^0-9]*([0-9.]+).*/\1/"
    keepalived --version 2>&1 | grep "^Keepalived v" | sed -E "s/^[^0-9]*([0-9.]+).*/\1/"'
}

# What was run on the release and the JDK: failsafe mode came with Patroni 3.0, and before JDK 24 synchronized code pins
# virtual threads.
tests_on() {
  local wanted=$tests
  [ "$1" != bullseye ] || wanted+=',!OutageIT#inFailsafeMode*,!FaultsIT#*FailsafeMode*,!PatroniClusterIT#*FailsafeMode*'
  [ "$2" -ge 24 ] || wanted+=',!VirtualThreadsIT'
  echo "$wanted"
}

# result STATUS MODULE...: the sum of Failsafe's summaries, as "22 passed" or "20 passed, **2 failed**", and whether the build failed:
# what went wrong is bold.
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
  unpack "$1" "$root" && JAVA_HOME=$2 verify proxy-config "$3" "$proxy_tests" -Dpgha.testkit.backend=host \
    -Dpgha.testkit.proxyRoot="$root" \
    -Dpgha.golden.run="docker run --rm --network=host -v /tmp:/tmp pgha-testkit:$1" || status=1
  rm -rf --one-file-system "$root"
  root=
  return $status
}

unpack() {
  local container status=0
  container=$(docker create "pgha-testkit:$1" true) || return 1
  docker export "$container" | tar -C "$2" -x || status=1
  docker rm "$container" >/dev/null
  return $status
}

failures=0
count() {
  [[ "$1" != *'**'* ]] || failures=$((failures + 1))
}

# run_clusters SUITE...
run_clusters() {
  local suite home log status cell versions
  printf '| Debian | Patroni | PostgreSQL | etcd | JDK | tests |\n|---|---|---|---|---|---|\n' | tee "$table"
  for suite; do
    versions=$(versions "$suite") || versions='**unknown**'
    count "$versions"
    for home in "${homes[@]}"; do
      log=$logs/$suite-$(release "$home").log
      echo "$suite on JDK $(release "$home"): see $log" >&2
      status=0
      cluster "$suite" "$home" "$log" || status=1
      cell=$(result "$status" "${modules[@]}")
      count "$cell"
      echo "| $suite | $versions | $(release "$home") | $cell |" | tee -a "$table"
    done
  done
}

# run_proxies SUITE...
run_proxies() {
  local suite log status cell versions
  printf '\n| Debian | HAProxy | keepalived | tests |\n|---|---|---|---|\n' | tee -a "$table"
  for suite; do
    versions=$(proxy_versions "$suite") || versions='**unknown**'
    count "$versions"
    log=$logs/$suite-proxies.log
    echo "HAProxy and keepalived of $suite: see $log" >&2
    status=0
    proxies "$suite" "${homes[0]}" "$log" || status=1
    cell=$(result "$status" proxy-config)
    count "$cell"
    echo "| $suite | $versions | $cell |" | tee -a "$table"
  done
}

# What the table lacks, where nobody chose the JDKs.
note_absent_jdks() {
  local home wanted here=' '
  for home in "${homes[@]}"; do
    here+="$(release "$home") "
  done
  for wanted in $jdks_wanted; do
    [[ "$here" == *" $wanted "* ]] || echo "**JDK $wanted is not here**: nothing is run on it."
  done
}

[ "${PROXIES:-yes}" != yes ] || [ "$(id -u)" = 0 ] ||
  complain 'HAProxy and keepalived need hosts of their own, which only root can make: run this as root, or with PROXIES=no.'
require_tests "$tests" "${modules[@]}"
require_tests "$proxy_tests" proxy-config
mkdir -p "$logs"
if ! prepare "$@" >"$logs/preparation.log" 2>&1; then
  echo "No tests in containers: $(tail -n 1 "$logs/preparation.log" | tr -s ' ')" >&2
  exit 3
fi
homes=${JAVA_HOMES:-$(jdks)}
read -ra homes <<<"$(paste -sd' ' <<<"$homes")"
absent=
[ -n "${JAVA_HOMES:-}" ] || absent=$(note_absent_jdks)
[ -z "$absent" ] || echo "$absent" >&2 # Not only after an hour.

run_clusters "$@"
[ "${PROXIES:-yes}" != yes ] || run_proxies "$@"
count "$absent"
[ -z "$absent" ] || printf '\n%s\n' "$absent" | tee -a "$table"
[ "$failures" = 0 ] || complain "$failures runs failed, or were not possible; their output is in $logs."
