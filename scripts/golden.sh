#!/usr/bin/env bash
# Rewrites every generated, checked-in file by running the tests that compare them with UPDATE_GOLDEN=1.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build K8sCache.sln -v q -nologo
UPDATE_GOLDEN=1 tests/K8sCache.Operator.Tests/bin/Debug/net10.0/K8sCache.Operator.Tests -noColor | tail -1
for project in K8sCache.House.Tests K8sCache.EndToEnd.Tests; do
    UPDATE_GOLDEN=1 "tests/$project/bin/Debug/net10.0/$project" -noColor -trait Kind=Golden | tail -1
done
git status --short
