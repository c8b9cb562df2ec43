#!/usr/bin/env bash
# Writes pictures of every page into a directory, 1280 and 390 points wide, light and
# dark, and renews the two that the README shows:
#
#	./pictures.sh DIRECTORY
set -euo pipefail

mkdir -p "${1:?want a directory}"
dir=$(cd "$1" && pwd)
cd "$(dirname "$0")"
CONSOLE_SCREENSHOTS=$dir go test -count=1 -timeout 30m -run '^TestScreenshots$' .
cp "$dir/readme-picture.png" ../picture.png
cp "$dir/readme-preview.png" ../preview.png
