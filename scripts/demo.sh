#!/usr/bin/env bash
# Builds the demo and becomes it: the terminal, Ctrl-C and the exit status are the demo's own.
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

echo 'Building the demo (the first time, Maven downloads libraries; that can take some minutes) …'
mvn -B -q -ntp -pl demo -am -Dmaven.test.skip -Dmaven.source.skip -Dspotless.check.skip package \
  org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
  -Dmdep.outputFile=target/class-path -DincludeScope=runtime

exec "$JAVA_HOME/bin/java" -cp "demo/target/classes:$(<demo/target/class-path)" io.pgha.demo.Demo
