#!/usr/bin/env bash
# Publishes each PROJECT:FOLDER given: natively where the project says PublishAot, else ReadyToRun. MSBuild sees what has
# changed; a program of which nothing has is neither compiled nor linked again.
set -euo pipefail
cd "$(dirname "$0")/.."
locked=()
[ "${CI:-}" = true ] && locked=(--locked-mode)
scripts/install-tools.sh native
for entry in "$@"; do
    project=${entry%%:*} folder=${entry##*:} began=$SECONDS
    kind=
    if grep -q '<PublishAot>true' "$project"/*.csproj; then kind=' natively'; fi
    echo -n "building $folder$kind$([ -e "$folder" ] || echo ', the first time: up to a minute') ... "
    dotnet restore "$project" "${locked[@]}" -v q -nologo
    # A program that still runs keeps its old files: publish beside, then swap.
    rm -rf "$folder.new"
    dotnet publish "$project" -c Release -r "${RUNTIME_ID:-linux-x64}" --no-restore -o "$folder.new" -v q -nologo
    rm -rf "$folder"
    mv "$folder.new" "$folder"
    echo "$((SECONDS - began)) s"
done
