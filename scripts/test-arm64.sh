#!/usr/bin/env bash
# Runs unit tests and a small cluster on emulated arm64: Debian's kernel under qemu-system-aarch64, with a root file system
# made of Debian's packages, the programs of `make build-arm64` and self-contained test programs. With PAGES=16k the kernel
# is the one of Debian's backports whose pages are 16 KiB. The last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
pages=${PAGES:-4k}
timeout_seconds=${TIMEOUT_SECONDS:-1800}
work=$PWD/artifacts/arm64
packages=$PWD/.local/arm64/packages
root=$work/root
log=$work/console-$pages.log

# What the programs and redis-cli need, and the commands of the guest's script.
root_packages=(libc6 libgcc-s1 libstdc++6 zlib1g libssl3 busybox-static redis-tools libatomic1 libjemalloc2 liblzf1
    libsystemd0 libcap2 libgcrypt20 libgpg-error0 liblz4-1 liblzma5 libzstd1)

# Each program and its arguments: what depends on the processor, the kernel's structures or its pages. An emulated processor
# is a tenth as fast or less, so all of them are for who has the time (TESTS=all).
if [ "${TESTS:-}" = all ]; then
    tests=(K8sCache.Topology.Tests K8sCache.Resp.Tests K8sCache.Commands.Tests K8sCache.Transport.Tests K8sCache.Storage.Tests)
else
    tests=(
        "K8sCache.Topology.Tests -class *HashSlotTests -class *TopologyJsonTests -class *TopologyHolderTests"
        "K8sCache.Resp.Tests -class *RespNumberTests -class *RespRequestParserTests"
        "K8sCache.Transport.Tests -class *EventLoopTests"
        "K8sCache.Storage.Tests -class *BucketScanTests -class *GhostLineTests -class *NativeArenaTests -class *UnevenRemovalTests"
    )
fi

# fetch FOLDER PACKAGE... [-- APT-OPTION...]: downloads what is not there yet.
fetch() {
    local folder=$1 names=() options=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do names+=("$1"); shift; done
    [ $# = 0 ] || { shift; options=("$@"); }
    mkdir -p "$folder"
    local wanted=()
    for name in "${names[@]}"; do
        compgen -G "$folder/${name}_*_arm64.deb" >/dev/null || wanted+=("$name:arm64")
    done
    [ ${#wanted[@]} = 0 ] || (cd "$folder" && apt-get "${options[@]}" download -qq "${wanted[@]}")
}

# The package that a kernel's meta package stands for.
newest_kernel() { apt-cache "${@:2}" depends "$1:arm64" | sed -nE 's/^ *Depends: (linux-image-[0-9][^:]*).*/\1/p' | head -1; }

fetch_kernel() {
    local options=() meta=linux-image-cloud-arm64
    if [ "$pages" = 16k ]; then
        meta=linux-image-arm64-16k
        local apt=$PWD/.local/arm64/apt
        mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg arch=arm64] http://deb.debian.org/debian bookworm-backports main" >"$apt/sources.list"
        options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
            -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache")
        [ -e "$packages-16k/linux-image.name" ] || apt-get "${options[@]}" -qq update
    fi
    local folder=$packages-$pages
    mkdir -p "$folder"
    [ -e "$folder/linux-image.name" ] || newest_kernel "$meta" "${options[@]}" >"$folder/linux-image.name"
    local name
    name=$(<"$folder/linux-image.name")
    fetch "$folder" "$name" -- "${options[@]}"
    kernel=$folder/vmlinuz
    [ -e "$kernel" ] || dpkg-deb --fsys-tarfile "$folder/${name}"_*.deb | tar -xO --wildcards './boot/vmlinuz-*' >"$kernel"
}

build_tests() {
    for entry in "${tests[@]}"; do
        dotnet publish "tests/${entry%% *}" -c Release -r linux-arm64 --self-contained -o "$work/tests" -v q -nologo
    done
}

make_root() {
    rm -rf "$root"
    mkdir -p "$root"/{proc,sys,dev,tmp}
    for name in "${root_packages[@]}"; do dpkg-deb -x "$packages/${name}"_*_arm64.deb "$root"; done
    rm -rf "$root"/usr/share/{doc,man,locale,lintian}
    cp -r out/arm64/node out/arm64/router "$work/tests" "$root"
    printf '%s\n' "${tests[@]}" >"$root/tests.list"
    install -m 755 scripts/arm64-guest.sh "$root/init"
    (cd "$root" && find . -print0 | cpio --null --create --format newc --quiet | gzip -1) >"$work/root.cpio.gz"
}

# A processor without pointer authentication, whose emulation is slow; with the atomics of ARMv8.1.
run_machine() {
    timeout "$timeout_seconds" qemu-system-aarch64 -machine virt -cpu neoverse-n1 -accel tcg,thread=multi -smp 2 -m 3072 \
        -nographic -nic none -no-reboot -kernel "$kernel" -initrd "$work/root.cpio.gz" \
        -append "console=ttyAMA0 panic=-1 quiet" </dev/null 2>&1 | sed -u 's/\r//g' | tee "$log"
}

scripts/install-tools.sh arm64-cross qemu-arm64
echo "building the test programs for linux-arm64 ..."
build_tests
fetch "$packages" "${root_packages[@]}"
fetch_kernel
make_root
SECONDS=0
run_machine || true
echo "the machine ran for $SECONDS s"
summary=$(sed -nE 's/^arm64: ([0-9]+ passed, [0-9]+ failed)$/\1/p' "$log" | tail -1)
[ -n "$summary" ] || { echo "the machine ended, or its $timeout_seconds s did, before the tests were through; its console: $log"; summary="0 passed, 1 failed"; }
echo "$summary"
[[ $summary == *", 0 failed" ]]
