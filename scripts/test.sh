#!/usr/bin/env bash
# Runs the test projects named (all when none is) and sums them up: the last line is `N passed, N failed`.
# A project that ends without its summary counts as one failed test.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH=$PWD/.local/tools:$PATH
configuration=${CONFIGURATION:-Debug}
locked=()
[ "${CI:-}" = true ] && locked=(--locked-mode)
passed=0 failed=0 skipped=0

summary() {
    printf '%s passed, %s failed%s\n' "$passed" "$failed" "$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
    [ "$failed" = 0 ]
}

if ! dotnet restore K8sCache.sln "${locked[@]}" -v q -nologo || ! dotnet build K8sCache.sln -c "$configuration" --no-restore -v q -nologo; then
    failed=1
    summary
    exit 1
fi

projects=("$@")
[ ${#projects[@]} -gt 0 ] || mapfile -t projects < <(find tests -maxdepth 1 -name '*.Tests' -printf '%f\n' | sort)
mkdir -p artifacts/tests
for project in "${projects[@]}"; do
    log=artifacts/tests/$project.log
    "tests/$project/bin/$configuration/net10.0/$project" -noColor >"$log" 2>&1 </dev/null
    status=$?
    line=$(grep -E "^ *$project +Total: [0-9]+" "$log" | tail -1)
    if [ -z "$line" ]; then
        failed=$((failed + 1))
        echo "$project: ended with status $status and no summary; the end of $log:"
        tail -40 "$log"
        continue
    fi
    count() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$line"; }
    total=$(count Total) bad=$(($(count Failed) + $(count Errors))) skip=$(count Skipped) notrun=$(count 'Not Run')
    passed=$((passed + total - $(count Failed) - skip - notrun)) failed=$((failed + bad)) skipped=$((skipped + skip))
    echo "$project: $((total - $(count Failed) - skip - notrun)) passed, $bad failed$([ "$skip" = 0 ] || echo ", $skip skipped"), $(count Time) s"
    if [ "$bad" != 0 ]; then grep -vE '^ *(Discovering|Discovered|Starting|Finished):' "$log" | head -200; fi
done
summary
