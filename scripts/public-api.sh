#!/usr/bin/env bash
# Writes what the packages of `make pack` show to others into their PublicAPI.Unshipped.txt, by what the analyzers say of it:
# RS0016 names what is public and not written down, RS0017 what is written down and no longer there.
set -euo pipefail
cd "$(dirname "$0")/.."
for name in Topology Resp Client; do
    project=node/K8sCache.$name
    said=$(dotnet build "$project" -c Debug -v q -nologo --no-incremental --no-dependencies -p:TreatWarningsAsErrors=false |
        grep -E "warning RS00(16|17)" || true)
    file=$project/PublicAPI.Unshipped.txt
    {
        echo '#nullable enable'
        {
            grep -vxF '#nullable enable' "$file" |
                grep -vxF -f <(sed -nE "s/.*warning RS0017: Symbol '(.*)' is part of the declared API.*/\1/p" <<<"$said") || true
            sed -nE "s/.*warning RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" <<<"$said"
        } | LC_ALL=C sort -u
    } >"$file.new"
    mv "$file.new" "$file"
    echo "$file: $(($(wc -l <"$file") - 1)) lines"
done
