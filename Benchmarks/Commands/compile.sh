#!/usr/bin/env bash
# Measures the compiler on code that is made for it; see Compiler/CompilerCorpus. Times are those of the processor, user and
# system together, so that what else runs on the machine matters little.
set -euo pipefail

rounds=${ROUNDS:-3}
products() { swift build --quiet "$@" >&2; }
for product in torpor CompilerCorpus ParseAndFold; do products --configuration release --product "$product"; done
products --product torpor
optimised=$(swift build --configuration release --show-bin-path)
debug=$(swift build --show-bin-path)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$optimised/CompilerCorpus" Fixtures/Conformance "$work/corpus"

row() { printf '%s\t%s\t%s\n' "$1" "$2" "${3:-}"; }

# The seconds that a command takes.
seconds() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>"$work/errors" || touch "$work/failed"; } 2>&1 | awk '{ print $1 + $2 }'
    if [ -e "$work/failed" ]; then
        cat "$work/errors" >&2
        kill $$
    fi
}
# With what is written in one run still there, the next one would write nothing.
compiled() {
    rm -rf "$work/out"
    seconds "$1/torpor" compile "$work/corpus/$2" --output "$work/out" --module App
}
folded() { seconds "$optimised/ParseAndFold" "$work/corpus/$1"; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# The median of the ratios of two commands that are run in turn.
ratio() {
    local i
    for ((i = 0; i < rounds; i++)); do
        echo "$($1) $($2)" | awk -v scale="${3:-1}" '{ printf "%.3f\n", $1 / ($2 > 0.001 ? $2 : 0.001) / scale }'
    done | median
}

lines=$(cat "$work"/corpus/fixtures-4/*.swift | wc -l)
large() { compiled "$optimised" fixtures-4; }
largeFolded() { folded fixtures-4; }
row "torpor compile of $lines lines of durable code against parsing and folding them" "$(ratio large largeFolded) ×" '≤ 2 ×'

small() { compiled "$optimised" fixtures-1; }
row "torpor compile, time a line: $lines lines against a quarter of them" "$(ratio large small 4) ×" '≤ 1.2 ×'
# What the sizes are of: functions in a file, statements in a function, statements in one another.
for shape in functions:500:2000 statements:250:1000 nesting:12:48; do
    IFS=: read -r kind few many <<<"$shape"
    more() { compiled "$optimised" "$kind-$many"; }
    less() { compiled "$optimised" "$kind-$few"; }
    row "torpor compile, time for each of the $kind: $many against $few" "$(ratio more less 4) ×"
done
calls() { compiled "$optimised" calls-300; }
row 'torpor compile of one expression with 300 durable calls' "$(for ((i = 0; i < rounds; i++)); do calls; done | median) s"

if /usr/bin/time -f %M true 2>/dev/null; then
    rm -rf "$work/out"
    peak=$(/usr/bin/time -f %M "$optimised/torpor" compile "$work/corpus/fixtures-4" --output "$work/out" \
        --module App 2>&1 >/dev/null | tail -1)
    row "torpor compile of $lines lines, peak memory" "$((peak / 1024)) MB"
fi

sparse() { compiled "$debug" sparse-500; }
row 'torpor compile of 500 files, 5 of them durable, tool built for debugging' \
    "$(for ((i = 0; i < rounds; i++)); do sparse; done | median) s" '≤ 2 s'

# The package of the benchmarks uses the plugin.
swift build --package-path Benchmarks --configuration release --quiet >&2
runs=$(swift build --package-path Benchmarks --configuration release 2>&1 | grep -c 'Making coroutines' || true)
row 'tool runs in a rebuild without a change' "$runs runs" '= 0 runs'
