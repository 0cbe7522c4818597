#!/usr/bin/env bash
# Builds the images in which the testkit's clusters run in containers, pgha-testkit:SUITE, of the Debian releases that are
# named, or of all that are tested. What is there and was made by the same recipe is kept. The base is Debian's own image;
# where that can't be pulled, root makes one with debootstrap from the package sources of this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin

readonly recipe=testkit/src/main/resources/io/pgha/testkit
readonly logs=target/images
readonly label=io.pgha.testkit.recipe
[ $# -gt 0 ] || set -- bullseye bookworm trixie forky

DOCKER_HOST=$(scripts/docker-engine.sh)
export DOCKER_HOST
# The classic builder, because it comes with every engine.
export DOCKER_BUILDKIT=0
sum=$(sha256sum <"$recipe/Dockerfile" | cut -c 1-16)
readonly sum
mkdir -p "$logs"

say() {
  printf '%-9s %s\n' "$suite" "$1"
}

has_image() {
  docker image inspect "$1" >/dev/null 2>&1
}

is_current() {
  [ "$(docker image inspect -f "{{index .Config.Labels \"$label\"}}" "pgha-testkit:$suite" 2>/dev/null)" = "$sum" ]
}

# Where this machine gets the packages of its own release from, if that is Debian's.
mirror() {
  # shellcheck source=/dev/null
  . /etc/os-release
  [ "$ID" = debian ] || { echo https://deb.debian.org/debian && return; }
  # shellcheck disable=SC2016 # These are apt's.
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="${VERSION_CODENAME:-}" '$1 == release && uri == "" { uri = $2 } END { print uri }'
}

complain() {
  echo "$1" >&2
  exit 1
}

# Whatever fails, the end of the log says why; to here, as what failed may write to the log.
exec 3>&2
clean_up() {
  local status=$?
  [ -z "$root" ] || rm -rf --one-file-system "$root" || true
  if [ "$status" != 0 ]; then
    tail -n 20 "$logs/$suite.log"
    say "could not be built: see $logs/$suite.log"
  fi >&3
}

bootstrap() {
  local from script
  [ "$(id -u)" = 0 ] || complain "debian:$suite-slim can't be pulled, and making a base needs root"
  # Without the keys debootstrap would believe any mirror.
  if ! command -v debootstrap >/dev/null || [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    scripts/install-packages.sh debootstrap debian-archive-keyring
  fi
  from=$(mirror)
  [ -n "$from" ] || complain 'found no Debian mirror in the package sources of this machine'
  root=$(mktemp -d /var/tmp/pgha-base.XXXXXX)
  # debootstrap may be older than the release, which is like sid then.
  script=/usr/share/debootstrap/scripts/$suite
  [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
  debootstrap --variant=minbase "$suite" "$root" "$from" "$script"
  # What apt needs on this machine to get at its sources, it needs in there too; but images keep no credentials of a proxy.
  apt-config dump | grep -E '^Acquire::(http|https|Check-)' | grep -v '://[^/]*@' >"$root/etc/apt/apt.conf.d/90this-machine" || true
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import - "pgha-base:$suite"
  rm -rf --one-file-system "$root"
  root=
}

build() {
  local base=debian:$suite-slim
  if has_image "pgha-base:$suite"; then
    base=pgha-base:$suite
  elif ! timeout 300 docker pull -q "$base" >>"$logs/$suite.log" 2>&1; then
    say "$base can't be pulled: making a base with debootstrap (about half a minute)"
    bootstrap >>"$logs/$suite.log" 2>&1
    base=pgha-base:$suite
  fi
  say "installing on $base (a minute or two)"
  # A proxy is taken from the environment; Docker keeps nothing of it.
  docker build --network=host --build-arg http_proxy --build-arg https_proxy --build-arg "BASE=$base" --label "$label=$sum" -t "pgha-testkit:$suite" "$recipe" \
    >>"$logs/$suite.log" 2>&1
}

root=
trap clean_up EXIT
for suite; do
  if is_current; then
    say 'is there'
    continue
  fi
  begun=$SECONDS
  : >"$logs/$suite.log"
  build
  say "built in $((SECONDS - begun)) s"
done
[[ "$DOCKER_HOST" != *pgha-docker* ]] || echo "They are in an engine of their own: export DOCKER_HOST=$DOCKER_HOST"
