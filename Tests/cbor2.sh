#!/bin/bash
# Prints where Python's cbor2 is, after installing it in the build folder; says why not where that cannot be done. For
#
#     TORPOR_CBOR2=$(Tests/cbor2.sh) swift test
set -euo pipefail
folder=$(cd "$(dirname "$0")/.." && pwd)/.build/cbor2
if ! command -v python3 >/dev/null; then
    echo 'there is no Python: what is written is not checked with cbor2' >&2
elif [ -d "$folder/cbor2" ] || python3 -m pip install --quiet --disable-pip-version-check --target "$folder" \
    'cbor2>=5.6,<6' >&2; then
    echo "$folder"
else
    echo 'cbor2 cannot be installed: what is written is not checked with it' >&2
fi
