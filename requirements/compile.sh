#!/bin/sh
# Compiles pyproject.toml's dependencies into requirements/*.txt: all platforms, with hashes, no index named. A checkout has
# run.txt, and dev.txt for its tests; what is deployed has bot.txt, which is run.txt without build.txt, that which builds it;
# release.txt is what a release takes besides.
# With --check, fails where a file is not what pyproject.toml asks for.
set -eu
uv=${UV:-.venv/bin/uv}
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command 'make requirements' "$@"; }

run=requirements/run.txt dev=requirements/dev.txt bot=requirements/bot.txt build=requirements/build.txt release=requirements/release.txt
if [ "${1:-}" = --check ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    cp "$run" "$dev" "$bot" "$build" "$release" "$folder"
    run=$folder/run.txt dev=$folder/dev.txt bot=$folder/bot.txt build=$folder/build.txt release=$folder/release.txt
fi
compile pyproject.toml --group build -o "$run"
compile pyproject.toml --group build --group dev -o "$dev"
compile pyproject.toml --constraint "$run" -o "$bot"
compile --group pyproject.toml:build --constraint "$run" -o "$build"
compile --group pyproject.toml:release -o "$release"
if [ "${1:-}" = --check ]; then
    for file in run dev bot build release; do
        diff "requirements/$file.txt" "$folder/$file.txt" >/dev/null || {
            echo "requirements/$file.txt does not fit pyproject.toml: run 'make requirements'" >&2
            exit 1
        }
    done
fi
