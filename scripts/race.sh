#!/usr/bin/env bash
# Runs the failover race; the arguments are its options (--help). The report is in benchmarks/report.
set -euo pipefail
exec "$(dirname "$0")/measure.sh" io.pgha.benchmarks.race.Race "$@"
