#!/usr/bin/env bash
# Builds twice what is published, from two copies of the last commit in folders, time zones, languages and with file modes of
# their own, and compares the files byte by byte. Maven puts into jars what modes the folders have: with a umask that takes more
# than others' right to write, such as 077, they would not be the same.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

published() {
  grep -L '<maven.deploy.skip>true<' ./*/pom.xml examples/*/pom.xml | xargs -n 1 dirname | paste -sd,
}

# build FOLDER UMASK [VARIABLE=VALUE...]
build() {
  local copy=$work/$1 mask=$2
  echo "Building in folder $1, umask $2 …"
  shift 2
  (
    umask "$mask"
    git clone -q . "$copy"
    cd "$copy"
    env "$@" mvn -B -q -ntp package -Prelease -Dmaven.test.skip=true -pl "$(published)"
  )
}

# files FOLDER: what Maven would publish, with its hash.
files() {
  (cd "$work/$1" && find . -path '*/target/pgha*' \( -name '*.jar' -o -name '*-cyclonedx.json' \) -exec sha256sum {} + | sort -k 2)
}

complain() {
  echo "$1" >&2
  exit 1
}

build one 022 TZ=UTC LC_ALL=C MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.language=en -Duser.country=US"
build another/folder 002 TZ=Asia/Kathmandu LC_ALL=C.UTF-8 MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.language=tr -Duser.country=TR"

built=$(files one)
diff <(echo "$built") <(files another/folder) || complain 'Two builds of the same commit differ: in the files above (hash, name).'
for module in $(published | tr ',' ' '); do
  # Classes, sources, Javadoc and a bill of materials.
  [ ! -d "$module/src/main/java" ] || [ "$(grep -cF " $module/target/" <<<"$built")" -ge 4 ] ||
    complain "$module made less than is published of it."
done
echo "$(wc -l <<<"$built") files, the same in two builds, byte by byte:"
echo "$built"
