#!/usr/bin/env bash
# Measures, and prints a table. The rows come from the program in Sources/Benchmarks and from the programs in Commands;
# each writes lines of what was measured, the figure with its unit, and the goal, with tabs between.
#
# Usage: Benchmarks/bench.sh [GROUP...]     default: everything
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

echo 'Building, optimised (the first time takes some minutes: the compiler is built from source)' >&2
# The package manager does not look for files that have come or gone in a package that another one uses.
touch "$here/Package.swift"
swift build --package-path "$here" --configuration release --quiet >&2
benchmarks=$(swift build --package-path "$here" --configuration release --show-bin-path)/Benchmarks

rows() {
    "$benchmarks" measure "$@"
    for command in "$here"/Commands/*.sh; do
        name=$(basename "$command" .sh)
        if [ -x "$command" ] && { [ $# -eq 0 ] || [[ " $* " == *" $name "* ]]; }; then
            "$command"
        fi
    done
}

rows "$@" | "$benchmarks" table
