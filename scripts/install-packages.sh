#!/usr/bin/env bash
# Installs the named Debian packages (a/b: the first that the distribution has) as root, and lets none of them start a
# service, now or at the next boot, or create a PostgreSQL cluster: the tests start their own.
set -euo pipefail
# The last keeps Ubuntu's needrestart from asking questions and from restarting services.
export DEBIAN_FRONTEND=noninteractive LC_ALL=C NEEDRESTART_MODE=l

scripts=$(cd "$(dirname "$0")" && pwd)
readonly scripts
readonly policy=/usr/sbin/policy-rc.d
readonly createcluster=/etc/postgresql-common/createcluster.conf
readonly services='etcd patroni pgbouncer haproxy keepalived docker containerd'
undo=()
names=()

choose() {
  local package
  names=()
  for package in "$@"; do
    names+=("$("$scripts/choose-package.sh" "$package")") || return 1
  done
}

update() {
  apt-get update -q -o DPkg::Lock::Timeout=300
}

apt_install() {
  apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

# Package lists may be older than the archive: its answer is then "not found".
install() {
  apt_install "$@" || { update && apt_install "$@"; }
}

clean_up() {
  local step
  for step in ${undo[@]+"${undo[@]}"}; do
    $step
  done
}

allow_services() {
  rm -f "$policy"
}

forbid_services() {
  [ ! -e "$policy" ] || return 0
  undo+=(allow_services)
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

restore_createcluster() {
  mv -f "$createcluster.pgha" "$createcluster"
}

# On a machine that has postgresql-common already, its settings are the administrator's and stay.
forbid_main_cluster() {
  [ ! -e "$createcluster" ] || return 0
  install postgresql-common
  cp -p "$createcluster" "$createcluster.pgha"
  undo+=(restore_createcluster)
  echo 'create_main_cluster = false' >>"$createcluster"
}

installed_services() {
  local service
  for service in $services; do
    [ ! -e "/lib/systemd/system/$service.service" ] || echo "$service"
  done
}

disable_all_but() {
  local service
  for service in $(installed_services); do
    grep -qwF "$service" <<<"$1" || disable "$service"
  done
}

# A unit without an init script is none of update-rc.d's, and one with a socket starts by that.
disable() {
  local unit
  [ ! -e "/etc/init.d/$1" ] || update-rc.d "$1" disable >/dev/null
  has systemctl || return 0
  for unit in "$1.service" "$1.socket"; do
    [ ! -e "/lib/systemd/system/$unit" ] || systemctl --quiet disable "$unit"
  done
}

has() {
  command -v "$1" >/dev/null
}

[ "$(id -u)" = 0 ] || { echo "$0 must run as root." >&2 && exit 1; }
choose "$@" 2>/dev/null || { update && choose "$@"; }
echo "Installing ${names[*]} (once; no service is started or enabled)"
trap clean_up EXIT
before=$(installed_services)
forbid_services
[[ " ${names[*]} " != *' postgresql '* ]] || forbid_main_cluster
install "${names[@]}"
disable_all_but "$before"
