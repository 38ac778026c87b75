#!/bin/sh
# Makes or completes the virtual environment: setup.sh PYTHON VENV run|dev STAMP. Prints to stderr through make.
set -eu
python=$1 venv=$2 what=$3 stamp=$4

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "econnect-bot needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || echo missing)."
    echo "Name another one, for example: make PYTHON=python3.12"
    exit 1
fi >&2

install_locked() { sh requirements/install.sh "$venv/bin/python" "requirements/$1.txt"; }

if [ "$what" = run ]; then
    echo "Setting up econnect-bot in $venv (once; about a minute) ..."
    # --clear repairs an environment that is half made, was moved, or belongs to another Python.
    "$python" -m venv --clear "$venv"
    install_locked run
    "$venv/bin/python" -m pip --disable-pip-version-check -qq install --no-deps --no-build-isolation -e .
    # Without compiled files, imports take three times as long, and some set PYTHONDONTWRITEBYTECODE.
    "$venv/bin/python" -m compileall -qq "$venv/lib" bot || true
else
    echo "Installing what the checks and tests need ..."
    install_locked dev
fi
: > "$stamp"
