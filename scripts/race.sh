#!/usr/bin/env bash
# Runs the failover race; the arguments are its options (--help). The report is in benchmarks/report. The picture in docs is of
# its data: scripts/race.sh --picture docs/race.svg --faults "Patroni killed.*"
set -euo pipefail
exec "$(dirname "$0")/measure.sh" io.pgha.benchmarks.race.Race "$@"
