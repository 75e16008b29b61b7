#!/usr/bin/env bash
# Builds the two images from out/. REGISTRY (ending in /) and TAG name them; RUNTIME_IMAGE replaces the base.
set -euo pipefail
cd "$(dirname "$0")/.."
tag=${TAG:-$(sed -nE 's/.*<VersionPrefix>(.*)<.*/\1/p' Directory.Build.props)}
tool=
for candidate in buildah podman docker; do
    if command -v $candidate >/dev/null; then tool=$candidate; break; fi
done
[ -n "$tool" ] || { echo "images: install buildah, podman or docker" >&2; exit 1; }
for target in node operator; do
    image=${REGISTRY:-}k8scache-$target:$tag
    $tool build --file images/Containerfile --target $target --tag "$image" \
        ${RUNTIME_IMAGE:+--build-arg RUNTIME_IMAGE="$RUNTIME_IMAGE"} .
    echo "built $image"
done
