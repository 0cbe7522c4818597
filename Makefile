.DEFAULT_GOAL := help
# How long to soak.
MINUTES ?= 10

# Options of JMH for the benchmarks: make bench JMH='-f 1 StubBenchmark' runs these ones, each in one JVM.
JMH ?=

# Options of the race: make race RACE='--faults "leader.*" --rounds 1'; --help lists them.
RACE ?=

# Options of the fleet: make fleet FLEET='--real 10 --simulated 1000'.
FLEET ?=

# Debian releases for containers: make images SUITES=trixie, make matrix SUITES='bullseye forky'.
SUITES ?= bullseye bookworm trixie forky

# A release that this machine does not have itself.
OTHER_SUITE = $$(grep -qs '^VERSION_CODENAME=trixie' /etc/os-release && echo bookworm || echo trixie)

.PHONY: help demo example test images matrix soak bench race fleet bench-smoke reproducible format clean

help:
	@echo 'make demo    a small application on a real Patroni cluster, live, while the cluster loses members'
	@echo 'make example an application of Spring Boot on a cluster of its own, to try with curl'
	@echo 'make test    build everything and run all tests, on real clusters: as root'
	@echo 'make images  machines of several Debian releases for clusters in Docker containers: SUITES=trixie for one'
	@echo 'make matrix  the tests of what users rely on, on these releases and all JDKs here, as root: target/matrix.md'
	@echo 'make soak    random faults on a cluster under traffic for $(MINUTES) minutes: make soak MINUTES=60 for an hour'
	@echo 'make bench   what pgha costs beside pgjdbc and others, on this machine: benchmarks/report/index.html, in about an hour (JMH=-h: options)'
	@echo 'make race    all ways to a cluster while it suffers, side by side: benchmarks/report/index.html, in about half a minute for each round of each fault; it says how long is left (RACE=--help: options)'
	@echo 'make fleet   what 1 to 10,000 JVMs cost a cluster, real and simulated: benchmarks/report/index.html, in about 8 minutes (FLEET=--help: options)'
	@echo 'make bench-smoke  every benchmark once, to see that they run'
	@echo 'make reproducible  two builds of the last commit make the same files'
	@echo 'make format  format the Java sources (needs a JDK below 25)'
	@echo 'make clean   remove what was built'
	@echo
	@echo 'demo, example, test, matrix, soak, bench, race, fleet and bench-smoke install the programs they miss from the packages of Debian or Ubuntu (as root or with sudo).'

demo:
	@scripts/demo.sh

example:
	@scripts/prerequisites.sh cluster
	@scripts/example.sh

test:
	@scripts/prerequisites.sh test
	@JAVA_HOME=$$(scripts/java-home.sh) mvn -B -ntp -T 2 -Prelease verify
	@TABLE=target/containers.md PROXIES=no TESTS=PatroniClusterIT,FaultsIT,ClusterKindsIT,ContainersIT,RoutingIT \
	  JAVA_HOMES=$$(scripts/java-home.sh) scripts/matrix.sh $(OTHER_SUITE) || [ $$? = 3 ]

images:
	@scripts/images.sh $(SUITES)

matrix:
	@scripts/prerequisites.sh cluster
	@echo 'Images that are missing are built first, some minutes each: target/matrix/preparation.log'
	@scripts/matrix.sh $(SUITES)

soak:
	@scripts/prerequisites.sh cluster
	@JAVA_HOME=$$(scripts/java-home.sh) mvn -B -ntp verify -pl driver -am \
	  -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test=SoakIT -Dfailsafe.failIfNoSpecifiedTests=false -Dpgha.soak.minutes=$(MINUTES)

bench:
	@scripts/prerequisites.sh cluster
	@scripts/bench.sh $(JMH)

race:
	@scripts/prerequisites.sh cluster
	@scripts/race.sh $(RACE)

fleet:
	@scripts/prerequisites.sh cluster
	@scripts/fleet.sh $(FLEET)

bench-smoke:
	@scripts/prerequisites.sh cluster
	@JAVA_HOME=$$(scripts/java-home.sh) mvn -B -ntp verify -pl benchmarks -am \
	  -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test='*SmokeIT' -Dfailsafe.failIfNoSpecifiedTests=false

reproducible:
	@scripts/prerequisites.sh build
	@JAVA_HOME=$$(scripts/java-home.sh) scripts/reproducible.sh

format:
	@scripts/prerequisites.sh build
	@home=$$(scripts/java-home.sh 25) && JAVA_HOME=$$home mvn -B -q -ntp spotless:apply -pl '!bom,!examples/spring-boot'

clean:
	@rm -rf target */target examples/*/target
