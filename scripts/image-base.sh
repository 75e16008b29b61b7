#!/usr/bin/env bash
# Makes in FOLDER the root file system that native programs need on ARCH (amd64, arm64), from Debian's packages: libc, OpenSSL,
# the certificates of public authorities, and a user to run as. No shell, no package manager. Needs neither root nor a registry,
# and leaves apt's own state alone.
set -euo pipefail
[ $# = 2 ] || { echo "usage: image-base.sh ARCH FOLDER" >&2; exit 2; }
arch=$1 root=$(realpath -m "$2")
packages=(base-files ca-certificates libc6 libssl3)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,unpacked}
: >"$work/status"
options=(-q=2 -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User= -o "Dir::State=$work"
    -o "Dir::State::Lists=$work/lists" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work/cache")
apt-get "${options[@]}" update
(cd "$work/debs" && apt-get "${options[@]}" download "${packages[@]}")

rm -rf "$root"
mkdir -p "$root"/{app,dev,etc/ssl/certs,proc,sys,tmp,usr/lib/ssl,var/lib/dpkg/status.d}
chmod 1777 "$root/tmp"
for package in "${packages[@]}"; do
    dpkg-deb -x "$work/debs/$package"_*.deb "$work/unpacked"
    # What tools that look for known weaknesses read where there is no package manager.
    dpkg-deb -f "$work/debs/$package"_*.deb >"$root/var/lib/dpkg/status.d/$package"
    mkdir -p "$root/usr/share/doc/$package"
    cp "$work/unpacked/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/"
done

cp "$work/unpacked/usr/lib/os-release" "$root/etc/os-release"
# Libraries of programs we do not have: conversions of character sets, audits of the linker, engines of OpenSSL.
rm -rf "$work"/unpacked/usr/lib/*/{gconv,audit,engines-3,ossl-modules}
for folder in lib lib64 usr/lib; do
    [ -d "$work/unpacked/$folder" ] || continue
    (cd "$work/unpacked" && find "$folder" \( -name "*.so" -o -name "*.so.*" \) -print0 | tar -c --null -T - | tar -x -C "$root")
done

cat "$work"/unpacked/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
# Where OpenSSL, and so .NET, looks.
ln -s /etc/ssl/certs "$root/usr/lib/ssl/certs"
printf 'root:x:0:0:root:/:/nonexistent\nk8scache:x:65532:65532:k8scache:/:/nonexistent\n' >"$root/etc/passwd"
printf 'root:x:0:\nk8scache:x:65532:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
