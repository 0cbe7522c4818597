#!/usr/bin/env bash
# Builds the benchmarks and becomes the main class that is named first; the other arguments are its own.
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

echo 'Building the benchmarks …'
mvn -B -q -ntp -pl benchmarks -am -Dmaven.test.skip -Dmaven.source.skip -Dspotless.check.skip package \
  dependency:build-classpath \
  -Dmdep.outputFile=target/class-path -DincludeScope=runtime

exec "$JAVA_HOME/bin/java" -cp "benchmarks/target/classes:$(<benchmarks/target/class-path)" "$@"
