#!/usr/bin/env bash
# A local control plane, the operator as a pod on it, and the demo cache; everything ends with Ctrl-C.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH=$PWD/.local/tools:$PATH
cluster_dir=$PWD/.local/cluster
kubeconfig=$PWD/.local/kubeconfig
api_port=${API_PORT:-16443}
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

finish() {
    trap '' INT TERM
    echo
    echo "stopping ..."
    stop_cluster
    exit "${1:-0}"
}
trap 'finish 0' INT TERM

# Looked at before anything is touched: the state belongs to whoever runs here already.
mkdir -p .local
exec 8>.local/run.lock
if ! flock -n 8; then
    echo "make run runs in this folder already; end that one first" >&2
    exit 1
fi
if (exec 3<>"/dev/tcp/127.0.0.1/$api_port") 2>/dev/null; then
    echo "port 127.0.0.1:$api_port is in use; API_PORT=N make run takes another" >&2
    exit 1
fi
rm -rf "$cluster_dir" "$kubeconfig"
start_cluster || finish 1
echo "control plane    https://127.0.0.1:$api_port"
install_operator || finish 1
echo "operator         ready"
k apply -f crds/examples/demo.yaml >/dev/null || finish 1
k wait cachecluster/demo --for=condition=Ready --timeout=60s >/dev/null || { k describe cachecluster demo; finish 1; }

endpoint=$(k get cachecluster demo -o 'jsonpath={.status.endpoint}')
admin_of() { k get pods -l "app.kubernetes.io/instance=demo,app.kubernetes.io/component=$1" \
    -o 'jsonpath={range .items[*]}http://{.status.podIP}:9090/metrics{"\n"}{end}' | sort; }
operator_metrics=$(k -n k8scache-system get pods -l app.kubernetes.io/component=operator -o 'jsonpath=http://{.items[0].status.podIP}:8080/metrics')
echo
k get cachecluster demo
cat <<TEXT

Use it:
  redis-cli -h ${endpoint%:*} -p ${endpoint##*:}
  kubectl --kubeconfig .local/kubeconfig get cacheclusters

Metrics:
$(admin_of node | sed 's/^/  node      /')
$(admin_of router | sed 's/^/  router    /')
  operator  $operator_metrics

Ctrl-C ends it.
TEXT
wait "$cluster_pid"
status=$?
cluster_pid=
echo "the local control plane ended with status $status; its log: $cluster_dir/local.log" >&2
finish 1
