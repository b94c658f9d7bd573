#!/bin/bash
# Throws bytes at what reads snapshots, guided by coverage (libFuzzer). SECONDS_TO_RUN=… says for how long, the first argument
# where what was found to matter is kept from run to run.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
corpus=${1:-$root/.build/fuzz-snapshots/corpus}
work=$(dirname "$corpus")
mkdir -p "$corpus" "$work/found"
features=(-enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility)
# (The macro that the runtime declares is not needed here.)
swiftc -O -wmo -suppress-warnings -swift-version 6 "${features[@]}" -parse-as-library -sanitize=fuzzer -module-name Torpor -package-name torpor \
    $(find "$root/Sources/Torpor" -name '*.swift') "$root/Fuzz/Snapshots/Target.swift" -o "$work/fuzzer"
# Whoever takes more than ten seconds, on a machine with much else to do, or 300 MB for 4 KB has a fault.
# Swift's own account of a crash would keep the fuzzer from keeping the input.
export SWIFT_BACKTRACE=enable=no
exec "$work/fuzzer" -max_total_time="${SECONDS_TO_RUN:-60}" -max_len=4096 -timeout=10 -rss_limit_mb=300 \
    -artifact_prefix="$work/found/" -print_final_stats=1 "$corpus"
