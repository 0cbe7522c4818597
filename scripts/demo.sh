#!/usr/bin/env bash
# Builds the demo and becomes it: the terminal, Ctrl-C and the exit status are the demo's own.
set -euo pipefail
cd "$(dirname "$0")/.."

# On this machine, or in containers where it has an engine, and not the programs.
backend=host
status=0
scripts/prerequisites.sh demo || status=$?
if [ "$status" = 3 ]; then
  backend=containers
  DOCKER_HOST=$(scripts/docker-engine.sh find)
  # As in the tests: see pom.xml.
  export DOCKER_HOST TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=localhost
  echo 'etcd, Patroni and PostgreSQL are not here: they run in Docker containers.'
  scripts/images.sh trixie
elif [ "$status" != 0 ]; then
  exit "$status"
fi
maven=mvn
command -v mvn >/dev/null || maven=./mvnw

JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

echo 'Building the demo (the first time, Maven downloads libraries; that can take some minutes) …'
"$maven" -B -q -ntp -pl demo -am -Dmaven.test.skip -Dmaven.source.skip -Dspotless.check.skip package \
  dependency:build-classpath \
  -Dmdep.outputFile=target/class-path -DincludeScope=runtime

exec "$JAVA_HOME/bin/java" "-Dpgha.testkit.backend=$backend" -cp "demo/target/classes:$(<demo/target/class-path)" io.pgha.demo.Demo
