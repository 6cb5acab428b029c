#!/bin/sh
# Pins every Python package that Briefpress builds with, by version and SHA-256, for all systems: writes locks/*.txt.
#
#   sh scripts/lock.sh             after a change of pyproject.toml: what is pinned stays, what is new is added
#   sh scripts/lock.sh --upgrade   the newest of everything; run the tests before you keep it
#
# What the locks pin, scripts/setup.sh installs, and nothing else.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

case "$#:${1:-}" in
    0: | 1:--upgrade) ;;
    *) echo "Usage: sh scripts/lock.sh [--upgrade]" >&2; exit 2 ;;
esac

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/python" -m pip install -qq --disable-pip-version-check uv

mkdir -p locks
compiled() {
    "$tools/bin/uv" pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"
}
sed -n 's/^requires = \["\(.*\)"\]$/\1/p' pyproject.toml >"$tools/backend.in"
compiled "$tools/backend.in" -o locks/backend.txt "$@"
compiled pyproject.toml -c locks/backend.txt -o locks/build.txt "$@"
compiled pyproject.toml --extra test -c locks/build.txt -o locks/test.txt "$@"
