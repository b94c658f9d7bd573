#!/usr/bin/env bash
# Rows about generated code, over the durable functions of Fixtures/Conformance: how long it is, and how long the Swift
# compiler takes for the functions together with it, against the functions alone.
#
# Lines are counted as they are, blank ones and comments included, but for line directives. A durable function is counted
# from its attribute to its closing brace.
set -euo pipefail

rounds=${ROUNDS:-3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/original" "$scratch/generated"

# The cases that the functions are tested by refer to what is generated: without them, the functions compile alone.
for file in Fixtures/Conformance/*.swift; do
    awk '/^\/\/ MARK: - Cases/ || /^let [A-Za-z]+Cases: \[any AnyCase\]/ { exit } { print }' "$file" \
        > "$scratch/original/$(basename "$file")"
done
cp Fixtures/Conformance/Support/{Helpers,Journal}.swift "$scratch/original/"

{
    swift build --product torpor
    swift build --target Torpor
} >&2
binaries=$(swift build --show-bin-path)
"$binaries/torpor" compile "$scratch/original" --output "$scratch/generated" --module ConformanceFixtures

functions=$(
    awk '
        match($0, /[^ ]/) == 0 { if (inside) count++; next }
        /^ *@Durable/ && !inside { inside = 1; body = 0; indentation = RSTART }
        inside {
            count++
            if (/(^|[^A-Za-z])func /) body = 1
            # On one line, or up to the brace below the attribute.
            if (body && ((/func .*\{.*\}$/) || (RSTART == indentation && /^ *\}$/))) inside = 0
        }
        END { print count }
    ' "$scratch"/original/*.swift
)
lines=$(cat "$scratch"/generated/*.swift | grep -vc '^ *#sourceLocation')
awk -v a="$lines" -v b="$functions" \
    'BEGIN { printf "lines of generated code against lines of the durable functions\t%.2f ×\t≤ 4 ×\n", a / b }'

# Processor seconds of a compilation of all files together, as in a release build, without optimisation.
seconds() {
    local TIMEFORMAT='%U %S'
    {
        time swiftc -wmo -Onone -c -o "$scratch/module.o" -module-name ConformanceFixtures -package-name main \
            -swift-version 6 -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
            -enable-upcoming-feature MemberImportVisibility -I "$binaries/Modules" \
            -load-plugin-executable "$binaries/TorporMacros-tool#TorporMacros" "$@" >&2
    } 2>&1 | tail -1 | awk '{ print $1 + $2 }'
}

for _ in $(seq "$rounds"); do
    original=$(seconds "$scratch"/original/*.swift)
    both=$(seconds "$scratch"/original/*.swift "$scratch"/generated/*.swift)
    echo "$original $both" | awk '{ printf "%.3f\n", $2 / $1 }'
done | sort -n | awk '
    { ratio[NR] = $1 }
    END { printf "swiftc on original and generated against the original\t%.2f ×\t≤ 3 ×\n", ratio[int((NR + 1) / 2)] }
'
