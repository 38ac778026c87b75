#!/bin/sh
# Compiles pyproject.toml's dependencies into requirements/*.txt: all platforms, with hashes, no index named.
# With --check, fails where a file is not what pyproject.toml asks for.
set -eu
uv=${UV:-.venv/bin/uv}
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command 'make requirements' "$@"; }

run=requirements/run.txt dev=requirements/dev.txt
if [ "${1:-}" = --check ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    cp "$run" "$folder/run.txt"
    cp "$dev" "$folder/dev.txt"
    run=$folder/run.txt dev=$folder/dev.txt
fi
compile pyproject.toml --group build -o "$run"
compile pyproject.toml --group build --group dev -o "$dev"
if [ "${1:-}" = --check ]; then
    for file in run dev; do
        diff "requirements/$file.txt" "$folder/$file.txt" >/dev/null || {
            echo "requirements/$file.txt does not fit pyproject.toml: run 'make requirements'" >&2
            exit 1
        }
    done
fi
