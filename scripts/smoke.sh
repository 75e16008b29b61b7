#!/usr/bin/env bash
# A quick pass over the whole product on a fresh local control plane: every scheduler, reads and writes through each
# router, a scale, a live scheduler change, deletion. Ends in `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH=$PWD/.local/tools:$PATH
cluster_dir=$(mktemp -d)
kubeconfig=$cluster_dir/kubeconfig
api_port=0
passed=0 failed=0
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

finish() {
    trap - EXIT INT TERM
    if [ "$failed" != 0 ]; then tail -20 "$cluster_dir/local.log"; fi
    stop_cluster
    rm -rf "$cluster_dir"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
    exit
}
trap 'failed=$((failed + 1)); finish' INT TERM

# check NAME EXPECTED COMMAND...: the command's output must be just EXPECTED.
check() {
    local name=$1 expected=$2 actual
    shift 2
    actual=$("$@" 2>&1)
    if [ "$actual" = "$expected" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n  expected: %s\n  was:      %s\n' "$name" "$expected" "${actual:0:400}"
    fi
}

# shellcheck disable=SC2120 # its arguments come through check.
cli() { redis-cli -h "${endpoint%:*}" -p "${endpoint##*:}" "$@"; }

wait_for() { # wait_for NAME CONDITION
    check "$1 $2" "cachecluster.k8scache.io/$1 condition met" k wait "cachecluster/$1" "--for=$2" --timeout=40s
}

endpoint_of() { k get cachecluster "$1" -o 'jsonpath={.status.endpoint}'; }

write_and_read() {
    check "$1: 1,000 writes" 1000 eval \
        "for i in \$(seq 1000); do echo SET smoke:\$i value-\$i; done | cli | grep -c '^OK'"
    check "$1: 1,000 reads" 1000 eval \
        "for i in \$(seq 1000); do echo GET smoke:\$i; done | cli | grep -c '^value-'"
    check "$1: the entries are counted" 1000 cli DBSIZE
    check "$1: multi-key" $'value-1\nvalue-500\n\nvalue-1000' cli MGET smoke:1 smoke:500 smoke:none smoke:1000
    check "$1: hash" $'2\nv1\nv2' eval "cli HSET smoke:h f1 v1 f2 v2; cli HMGET smoke:h f1 f2"
    check "$1: delete over slots" 3 cli DEL smoke:1 smoke:2 smoke:h
}

manifest() { # manifest NAME SCHEDULER
    printf '{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"%s"},"spec":{"nodes":{"replicas":3,"memory":"64Mi"},"routing":{"scheduler":"%s","replicas":1}}}' "$1" "$2"
}

start_cluster || { failed=1; finish; }
install_operator || { failed=1; finish; }
schedulers="Hash Random LeastLoad LeastLatency Adaptive"
for scheduler in $schedulers; do
    name=smoke-${scheduler,,}
    check "$name applied" "cachecluster.k8scache.io/$name created" eval "manifest $name $scheduler | k apply -f -"
done
for scheduler in $schedulers; do
    name=smoke-${scheduler,,}
    wait_for "$name" condition=Ready
    endpoint=$(endpoint_of "$name")
    write_and_read "$name"
done

endpoint=$(endpoint_of smoke-hash)
check "scale to 4" "cachecluster.k8scache.io/smoke-hash scaled" k scale cachecluster smoke-hash --replicas=4
wait_for smoke-hash 'jsonpath={.status.readyReplicas}=4'
wait_for smoke-hash condition=TopologyInSync
check "no entry was lost by the scale" 998 cli DBSIZE

# One connection stays open over the change: a fifo feeds it, so that it ends only when we say.
mkfifo "$cluster_dir/requests"
cli <"$cluster_dir/requests" >"$cluster_dir/replies" 2>&1 &
client=$!
exec 9>"$cluster_dir/requests"
echo "SET live before" >&9
check "the scheduler is patched" "cachecluster.k8scache.io/smoke-hash patched" \
    k patch cachecluster smoke-hash --type=merge -p '{"spec":{"routing":{"scheduler":"LeastLoad"}}}'
wait_for smoke-hash 'jsonpath={.status.scheduler}=LeastLoad'
echo "GET live" >&9
exec 9>&-
wait "$client"
check "the open connection lived through it" $'OK\nbefore' cat "$cluster_dir/replies"

for scheduler in $schedulers; do k delete cachecluster "smoke-${scheduler,,}" --wait=false >/dev/null; done
check "deletion is waited for" "" k wait cachecluster --all --for=delete --timeout=30s
left() {
    for _ in $(seq 100); do
        left=$(k get statefulset,deployment,daemonset,service,configmap,poddisruptionbudget,pod,secret -l app.kubernetes.io/managed-by=k8scache-operator -o name 2>&1)
        [ -n "$left" ] || return 0
        sleep 0.2
    done
    echo "$left"
}
check "nothing is left behind" "" left
finish
