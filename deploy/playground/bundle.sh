#!/bin/sh
# Makes bots/playground/static/vendor anew: needs node and npm, and is the only thing here that does.
# The lock holds versions and integrity hashes and names no host; npm asks whichever registry it is configured with.
# `sh deploy/playground/bundle.sh --lock` takes the versions of package.json into the lock first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target="$here/../../bots/playground/static/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/package*.json "$here"/renderers.jsx "$here"/nothing.js "$here"/licences.mjs "$work"
cd "$work"
quiet="--no-audit --no-fund --ignore-scripts --legacy-peer-deps --loglevel=error"
if [ "${1:-}" = "--lock" ]; then
  rm -f package-lock.json
  npm install $quiet --package-lock-only --omit-lockfile-registry-resolved
  node -e '
    const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json"));
    for (const each of Object.values(lock.packages)) delete each.funding;
    fs.writeFileSync(process.argv[1], JSON.stringify(lock, null, 1) + "\n")' "$here/package-lock.json"
  cp "$here/package-lock.json" .
fi
npm ci $quiet
{ echo '/* slack-blocks-to-jsx */'; cat node_modules/slack-blocks-to-jsx/dist/style.css; } > renderers.css
made_of=$(cat renderers.jsx nothing.js package-lock.json | sha256sum | cut -d " " -f 1)
node node_modules/esbuild/bin/esbuild renderers.jsx --bundle --minify --format=esm --target=es2022 --charset=utf8 \
  --define:process.env.NODE_ENV='"production"' --alias:swiper=./nothing.js --alias:swiper/modules=./nothing.js \
  --banner:js="/* Made by deploy/playground/bundle.sh of $made_of; licences in THIRD-PARTY.txt */" \
  --legal-comments=none --metafile=account.json --outfile=renderers.js --log-level=warning
node licences.mjs account.json THIRD-PARTY.txt
mkdir -p "$target"
cp renderers.js renderers.css THIRD-PARTY.txt "$target"
ls -l "$target"
