#!/usr/bin/env bash
# Makes sure that the programs are there which the build ("build"), also clusters with all that may stand before them ("cluster"),
# or also all tests need ("test").
# Says nothing if they are. Installs what is missing from the distribution's packages, as root or with sudo; where that
# can't be, says what to install and exits with status 1.
# The demo ("demo") needs the programs of a cluster's members, or else a JDK and a Docker engine: the status is 3 then.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
readonly scripts
PATH=$PATH:/usr/sbin:/sbin # Debian leaves these out for everybody but root.

# What is needed, the check for it, its Debian packages (a/b: the first that the distribution has).
readonly jdk='JDK 17 or later|has_jdk|openjdk-17-jdk-headless/openjdk-21-jdk-headless/openjdk-25-jdk-headless'
readonly build="$jdk
Maven 3.6.3 or later|has mvn|maven"
readonly demo="$build
etcd|has etcd|etcd-server/etcd
Patroni with etcd and psycopg2 for its Python|has_patroni|patroni python3-etcd python3-psycopg2
PostgreSQL server|has_postgres|postgresql
psql|has psql|postgresql-client
OpenSSL|has openssl|openssl"
readonly cluster="$demo
PgBouncer|has pgbouncer|pgbouncer
HAProxy|has haproxy|haproxy
keepalived|has keepalived|keepalived
killall|has killall|psmisc
iptables|has iptables|iptables
iproute2|has ip|iproute2
curl|has curl|curl"
readonly test="$cluster
socat|has socat|socat
systemd-analyze|has systemd-analyze|systemd
Chromium|has_browser|chromium-headless-shell/chromium/chromium-browser"

has() {
  command -v "$1" >/dev/null
}

has_jdk() {
  "$scripts/java-home.sh" >/dev/null 2>&1
}

has_postgres() {
  has postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null
}

has_browser() {
  has chromium-headless-shell || has chromium || has chromium-browser
}

# Patroni's own Python (it may live in a virtual environment) must find the modules.
has_patroni() {
  local first
  has patroni && read -r first <"$(command -v patroni)" || return 1
  # shellcheck disable=SC2086 # The interpreter may come with an option.
  ${first#\#!} -c 'from importlib.util import find_spec
raise SystemExit(not all(map(find_spec, ("patroni", "etcd", "psycopg2"))))' 2>/dev/null
}

# The lines of "$1" whose check fails.
missing() {
  local what check packages
  while IFS='|' read -r what check packages; do
    $check || echo "$what|$packages"
  done <<<"$1"
}

install() {
  local packages
  read -ra packages <<<"$(cut -d'|' -f2 <<<"$1" | tr '\n' ' ')"
  if ! has apt-get; then
    reason='there is no apt-get here'
  elif [ "$(id -u)" = 0 ]; then
    "$scripts/install-packages.sh" "${packages[@]}" || reason='the installation failed'
  elif ! has sudo || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    reason='this is neither root nor a user with sudo'
  else
    sudo "$scripts/install-packages.sh" "${packages[@]}" || reason='the installation with sudo failed'
  fi
  [ -z "$reason" ]
}

# The packages of lines in "$1" by name: of alternatives the one that this distribution has, as far as is known.
names() {
  local package
  # shellcheck disable=SC2013 # Words are wanted: a line may name several packages.
  for package in $(cut -d'|' -f2 <<<"$1"); do
    "$scripts/choose-package.sh" "$package" 2>/dev/null || echo "${package%%/*}"
  done | paste -sd' '
}

complain() {
  {
    echo
    echo "Missing here, and not installed, because $2:"
    awk -F'|' '{ gsub("/", " or ", $2); printf "  %-45s  Debian, Ubuntu: %s\n", $1, $2 }' <<<"$1"
    if has apt-get; then
      echo 'To install it yourself, as root:'
      echo "  apt-get update && apt-get install --no-install-recommends $(names "$1")"
    fi
  } >&2
  exit 1
}

# Ends with status 3 where the demo can do without the programs.
in_containers() {
  if ! "$scripts/docker-engine.sh" find >/dev/null; then
    reason+=', and there is no Docker engine either that this user may use'
    return
  fi
  gaps=$(missing "$jdk")
  [ -z "$gaps" ] || complain "$gaps" "$reason"
  exit 3
}

case "${1:-cluster}" in
  build) needs=$build ;;
  demo) needs=$demo ;;
  cluster) needs=$cluster ;;
  test) needs=$test ;;
  *) echo "usage: $0 [build|cluster|demo|test]" >&2 && exit 2 ;;
esac
if [ "$needs" = "$test" ] && [ "$(id -u)" != 0 ]; then
  echo 'The tests need root: they cut members off with iptables, and make hosts of network namespaces.' >&2
  exit 1
fi

gaps=$(missing "$needs")
[ -n "$gaps" ] || exit 0
if [ -n "${JAVA_HOME:-}" ] && ! has_jdk; then
  exec "$scripts/java-home.sh" # No package changes where it points to; it says what is wrong.
fi
reason=
if ! install "$gaps"; then
  [ "${1:-}" != demo ] || in_containers
  complain "$gaps" "$reason"
fi
gaps=$(missing "$needs")
[ -z "$gaps" ] || complain "$gaps" 'they are still not found after the installation of their packages'
