#!/usr/bin/env bash
# Prints where a Docker engine listens, for DOCKER_HOST. Where none answers, root starts one (and installs Debian's first
# if there is none): it keeps what it has in /var/lib/pgha-docker, and ends with "docker-engine.sh stop". With "find" none
# is started.
set -euo pipefail

scripts=$(cd "$(dirname "$0")" && pwd)
readonly scripts
readonly data=/var/lib/pgha-docker run=/run/pgha-docker
readonly own=unix://$run/docker.sock
readonly hosts=("${DOCKER_HOST:-unix:///var/run/docker.sock}" "$own")
readonly forwarding=$run/ip_forward
PATH=$PATH:/usr/sbin:/sbin

answers() {
  command -v docker >/dev/null && DOCKER_HOST=$1 timeout 10 docker info >/dev/null 2>&1
}

find_engine() {
  local host
  for host in "${hosts[@]}"; do
    if answers "$host"; then
      echo "$host"
      return
    fi
  done
  return 1
}

complain() {
  echo "No Docker engine answers, and none can be started here, because $1." >&2
  exit 1
}

# What keeps a user who is not root from an engine.
hindrance() {
  local host socket
  for host in "${hosts[@]}"; do
    socket=${host#unix://}
    if [ -S "$socket" ] && [ ! -w "$socket" ]; then
      echo "$socket, where one seems to listen, is only for $(stat -Lc '%U and the group %G' "$socket")"
      return
    fi
  done
  if command -v docker >/dev/null; then
    echo 'that needs root'
  else
    echo 'there is no command docker, and installing it needs root'
  fi
}

# Else Docker lets this machine forward nothing but what it knows.
forward() {
  [ -s "$forwarding" ] || sysctl -n net.ipv4.ip_forward >"$forwarding"
  sysctl -qw net.ipv4.ip_forward=1
}

forward_as_before() {
  [ -s "$forwarding" ] || return 0
  sysctl -qw "net.ipv4.ip_forward=$(<"$forwarding")"
  rm -f "$forwarding"
}

# Whether an engine of ours runs, that answers or not.
runs() {
  [ -e "$run/pid" ] && [ "$(cat "/proc/$(<"$run/pid")/comm" 2>/dev/null)" = dockerd ]
}

# end PID: returns when it is gone.
end() {
  kill "$1" 2>/dev/null || return 0
  timeout 30 tail --pid="$1" -f /dev/null
}

start() {
  [ "$(id -u)" = 0 ] || complain "$(hindrance)"
  command -v dockerd >/dev/null || "$scripts/install-packages.sh" docker.io iptables >&2 ||
    complain 'docker.io could not be installed'
  mkdir -p "$data" "$run"
  forward
  # No docker0: clusters bring their networks.
  setsid dockerd --data-root="$data/data" --exec-root="$run/exec" --pidfile="$run/pid" --host="$own" --bridge=none \
    >"$data/dockerd.log" 2>&1 </dev/null &
  local engine=$! second
  for second in {1..30}; do
    ! answers "$own" || return 0
    # Where another one was faster, ours ends at once, and that one is to be waited for.
    kill -0 "$engine" 2>/dev/null || runs || break
    sleep 1
  done
  end "$engine" || true
  runs || forward_as_before
  tail -n 5 "$data/dockerd.log" >&2
  complain "dockerd has not answered within $second s: see $data/dockerd.log"
}

stop() {
  trap forward_as_before EXIT # Also where dockerd ended by itself, or takes long to.
  ! runs || end "$(<"$run/pid")"
}

case "${1:-start}" in
  start) find_engine || { start && echo "$own"; } ;;
  find) find_engine ;;
  stop) stop ;;
  *) echo "usage: $0 [start|find|stop]" >&2 && exit 2 ;;
esac
