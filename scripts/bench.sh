#!/usr/bin/env bash
# Measures calls; the arguments are options of JMH. The report is in benchmarks/report.
set -euo pipefail
exec "$(dirname "$0")/measure.sh" io.pgha.benchmarks.Benchmarks benchmarks/report "$@"
