#!/usr/bin/env bash
# Builds the example for Spring Boot and becomes it, on a cluster of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

echo 'Building the example (the first time, Maven downloads libraries; that can take some minutes) …'
mvn -B -q -ntp -pl examples/spring-boot -am -DskipTests -Dmaven.source.skip -Dspotless.check.skip package \
  org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
  -Dmdep.outputFile=target/class-path -DincludeScope=test

cd examples/spring-boot
exec "$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$(<target/class-path)" com.example.shop.ShopOnTestCluster
