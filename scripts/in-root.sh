#!/usr/bin/env bash
# Runs COMMAND in the root file system ROOT as a kubelet runs an image's: read-only, as user 65532, with nothing of this machine
# but its network, /dev, /proc and FOLDER, which is /tmp there. Needs root.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: in-root.sh ROOT FOLDER COMMAND..." >&2; exit 2; }
if [ "${IN_ROOT:-}" != mounts ]; then IN_ROOT=mounts exec unshare --mount --propagation private "$0" "$@"; fi
root=$1 folder=$2
shift 2
mount --bind "$root" "$root"
mount --bind "$folder" "$root/tmp"
mount -o remount,bind,ro "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -o remount,bind,ro "$root"
exec env -i PATH=/app "$(command -v chroot)" --userspec=65532:65532 --groups= "$root" "$@"
