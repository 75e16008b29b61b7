#!/usr/bin/env bash
# Formatting (dotnet format), analyzers (the build: warnings are errors), shell scripts, and what must not be in the tree.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
status=0
fail() { echo "lint: $*" >&2; status=1; }

locked=()
[ "${CI:-}" = true ] && locked=(--locked-mode)
dotnet restore K8sCache.sln "${locked[@]}" -v q -nologo || fail "restore"
dotnet build K8sCache.sln --no-restore -v q -nologo || fail "build: analyzers"
dotnet format whitespace K8sCache.sln --no-restore --verify-no-changes -v q || fail "formatting: run dotnet format whitespace"
scripts/install-tools.sh shellcheck
shellcheck -S warning scripts/*.sh .ci/run || fail "shellcheck"
! git grep -nE '(^|[^A-Za-z0-9_.])/(work|farm|root)/' -- . ':!scripts/lint.sh' || fail "a machine's path in the tree"
! git grep -nE 'TODO|FIXME|HACK|NotImplementedException' -- '*.cs' '*.yaml' '*.tpl' || fail "unfinished, by its own words"
! git grep -nE 'Thread\.Sleep|Task\.Delay\((TimeSpan|[0-9])' -- 'tests/*.cs' ':!tests/K8sCache.Benchmarks' || fail "a test that waits for time instead of a condition"
! git grep -nE 'https?://[^ "]*(registry\.npmjs|api\.nuget|artifact|proxy)' -- '*.json' '*.config' || fail "a registry's address in the tree"
exit $status
