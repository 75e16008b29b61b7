#!/usr/bin/env bash
# Builds the images named (node, operator; both when none is) from what `make build` left in out/, without a registry: their base
# is made of Debian's packages.
# REGISTRY (ending in /) and TAG name them; ARCHES ("amd64 arm64") says for which architectures, and with buildah or podman makes
# each name a manifest of all of them; RUNTIME_IMAGE replaces the base.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -nE 's/.*<VersionPrefix>(.*)<.*/\1/p' Directory.Build.props)
tag=${TAG:-$version}
read -ra arches <<<"${ARCHES:-amd64}"
targets=("$@")
[ $# -gt 0 ] || targets=(node operator)
context=out/images

fail() { echo "images: $*" >&2; exit 1; }

tool=
for candidate in buildah podman docker; do
    if command -v $candidate >/dev/null; then tool=$candidate; break; fi
done
[ -n "$tool" ] || fail "install buildah, podman or docker"
[ "$tool" != docker ] || [ ${#arches[@]} = 1 ] || fail "several architectures need buildah or podman"

# What an image holds.
programs_of() { if [ "$1" = node ]; then echo node router; else echo operator; fi; }

# Where the programs of an architecture are.
out_of() { if [ "$1" = amd64 ]; then echo out; else echo "out/$1"; fi; }

rm -rf "$context"
for arch in "${arches[@]}"; do
    case $arch in amd64 | arm64) ;; *) fail "no architecture of ours: '$arch'" ;; esac
    for target in "${targets[@]}"; do
        mkdir -p "$context/$arch/$target"
        for program in $(programs_of "$target"); do
            folder=$(out_of "$arch")/$program
            [ -x "$folder/k8scache-$program" ] || fail "there is no $program for $arch: $folder is missing"
            cp -r "$folder/." "$context/$arch/$target/"
        done
    done
    mkdir -p "$context/$arch/base"
done
[ -n "${RUNTIME_IMAGE:-}" ] || for arch in "${arches[@]}"; do scripts/image-base.sh "$arch" "$context/$arch/base"; done

arguments=(--file images/Containerfile --build-arg "VERSION=$version" --build-arg "CREATED=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)" ${RUNTIME_IMAGE:+--build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE"})
for target in "${targets[@]}"; do
    image=${REGISTRY:-}k8scache-$target:$tag
    if [ $tool = docker ]; then
        docker build --platform "linux/${arches[0]}" --target $target --tag "$image" "${arguments[@]}" $context
    else
        $tool manifest rm "$image" >/dev/null 2>&1 || $tool rmi "$image" >/dev/null 2>&1 || true
        for arch in "${arches[@]}"; do
            $tool build --platform "linux/$arch" --target $target --manifest "$image" "${arguments[@]}" $context
        done
    fi
    echo "built $image for ${arches[*]}"
done
