#!/usr/bin/env bash
# Prints the first of the alternatives a/b/c that the package sources known here can install.
set -euo pipefail
export LC_ALL=C

for package in ${1//\// }; do
  policy=$(apt-cache policy "$package")
  if grep -q '^  Candidate: [^(]' <<<"$policy"; then
    echo "$package"
    exit
  fi
done
echo "The package sources of this distribution have no ${1//\// or }." >&2
exit 1
