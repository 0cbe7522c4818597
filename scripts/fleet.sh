#!/usr/bin/env bash
# Counts what many JVMs cost a cluster; the arguments are its options (--help). The report is in benchmarks/report.
set -euo pipefail
exec "$(dirname "$0")/measure.sh" io.pgha.benchmarks.fleet.Fleet "$@"
