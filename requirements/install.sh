#!/bin/sh
# Installs a locked file as it is: install.sh PYTHON FILE, with any pip since 22.3. pip must not resolve anything
# itself: it would find what somebody released since, and refuse it, or worse, take it.
set -eu
"$1" -m pip --disable-pip-version-check --no-input -qq install --no-deps --require-hashes -r "$2"
found=$("$1" -m pip --disable-pip-version-check check) || { echo "$2 does not hold together: $found" >&2; exit 1; }
