#!/usr/bin/env bash
# Shows what Torpor is for: a durable function writes a manifest of a directory tree, is killed again and again while it
# does, and carries on in a new process each time.
#
# Usage: Examples/demo.sh [DIRECTORY]      default: the headers of the Swift toolchain
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
kills_wanted=7

if [ $# -gt 0 ]; then
    directory=$(cd "$1" && pwd) suffix=
else
    # …/usr/lib/swift, wherever the toolchain is installed.
    resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    directory=$(cd "$resources/../.." && pwd) suffix=.h
fi

work=$(mktemp -d)
process=
trap 'if [ -n "$process" ]; then kill -KILL "$process" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

heading() { printf '\n== %s\n' "$*"; }
fail() { printf 'demo: %s\n' "$*" >&2; exit 1; }

heading "The durable function: Examples/Sources/Manifest/WriteManifest.swift"
sed -n '/^\/\/\/ Does the part/,$p' "$here/Sources/Manifest/WriteManifest.swift"

heading "Building (the first time takes a few minutes: the compiler is built from source)"
# The package manager does not look for files that have come or gone in a package that another one uses.
touch "$here/Package.swift"
build() { swift build --package-path "$here" --scratch-path "$here/../.build/dependents" "$@"; }
build --product torpor --quiet
build --quiet
binaries=$(build --show-bin-path)

heading "By hand: torpor compile Examples/Sources/Manifest --output Generated"
(cd "$here/.." && "$binaries/torpor" compile Examples/Sources/Manifest --output "$work/Generated")
ls "$work/Generated"
heading "The state machine in Generated/WriteManifest+Durable.swift, without its #sourceLocation lines"
awk '/#sourceLocation/ { next } /enum HashFilesState/ || /func hashFiles\(/ { shown = 1 } shown { print } /^}/ { shown = 0 }' \
    "$work/Generated/WriteManifest+Durable.swift"

started=$SECONDS
total=$(find "$directory" -type f -name "*$suffix" | wc -l)
heading "$total files in $directory, killed with SIGKILL $kills_wanted times"
[ "$total" -ge $((kills_wanted * 5)) ] || fail "choose a directory with more files"

# Moments of the work rather than of the clock, so that each kill meets it wherever the machine is fast or slow.
moments=$(for _ in $(seq "$kills_wanted"); do
    echo $(((RANDOM * 32768 + RANDOM) % (total * 19 / 20) + 1))
done | sort -n)

manifest=$work/manifest
log=$manifest.log
touch "$log"
run() { exec "$binaries/Manifest" "$directory" "$manifest" "$suffix"; }
kills=0
for moment in $moments; do
    run &
    process=$!
    until [ "$(wc -l <"$log")" -ge "$moment" ] || ! kill -0 "$process" 2>/dev/null; do sleep 0.01; done
    sleep "0.0$((RANDOM % 40 + 10))"
    if kill -KILL "$process" 2>/dev/null; then
        kills=$((kills + 1))
        { wait "$process" || true; } 2>/dev/null
        if [ -t 1 ]; then echo; fi
        printf '  killed process %d; on disk: %d lines, a snapshot of %d bytes\n' \
            "$process" "$(wc -l <"$manifest")" "$(wc -c <"$manifest.snapshot")"
    else
        wait "$process" || fail "the program failed"
    fi
    process=
done
(run)
printf '  killed %d times, %d seconds in all\n' "$kills" $((SECONDS - started))
[ "$kills" -ge 5 ] || fail "it was killed $kills times only: choose a directory with more files"

heading "Compared with sha256sum"
if command -v sha256sum >/dev/null; then checksum=(sha256sum); else checksum=(shasum -a 256); fi
(cd "$directory" && find . -type f -name "*$suffix" -print0 | LC_ALL=C sort -z | xargs -0 "${checksum[@]}") |
    sed 's|  \./|  |' >"$work/expected"
cmp "$manifest" "$work/expected" || fail "the manifest differs from sha256sum's"
printf '  identical: %d lines\n' "$(wc -l <"$manifest")"

# The log has a line for each time that a file was hashed: process and path. Once more is allowed where the first time was
# the last thing that a killed process began and the second time is the first thing that the next one does.
awk -v total="$total" -v kills="$kills" '
    { process = $1; path = substr($0, length($1) + 2) }
    path in seen { if (path == last && process != previous) again++; else wrong++ }
    { seen[path] = 1; last = path; previous = process }
    END {
        printf "  %d hash operations for %d files: %d repeated, in flight at one of the %d kills, and %d others\n",
            NR, total, again, kills, wrong
        exit NR != total + again || wrong > 0 || again > kills
    }
' "$log" || fail "files were hashed again"
