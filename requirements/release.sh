#!/bin/sh
# Makes a release in dist/: wheel, source, the list of what is installed with it (CycloneDX), and their checksums. Nothing is
# left there unless the licence of every component, and of all that builds and tests the bot, is one that we take.
set -eu
python=.venv/bin/python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m hatchling build -t sdist -t wheel -d "$folder/dist" >/dev/null
wheel=$(echo "$folder"/dist/*.whl)

# What somebody has who installs it, and apart from that the tool which lists that.
"$python" -m venv --without-pip "$folder/bot"
"$python" -m pip --disable-pip-version-check --python "$folder/bot/bin/python" install -qq --no-deps --require-hashes -r requirements/bot.txt
"$python" -m pip --disable-pip-version-check --python "$folder/bot/bin/python" install -qq --no-deps --no-index "$wheel"
"$python" -m venv "$folder/tool"
sh requirements/install.sh "$folder/tool/bin/python" requirements/release.txt
list() { "$folder/tool/bin/cyclonedx-py" environment --pyproject pyproject.toml --spec-version 1.6 --output-reproducible --of JSON -o "$1" "$2" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }; }
components=${wheel%-py3-none-any.whl}.cdx.json
list "$components" "$folder/bot/bin/python"
list "$folder/ours.json" "$python"
"$python" -m requirements.licences "$components" "$folder/ours.json"

(cd "$folder/dist" && sha256sum -- * >SHA256SUMS)
rm -rf dist
mv "$folder/dist" dist
ls -1 dist
