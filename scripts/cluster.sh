#!/usr/bin/env bash
# shellcheck disable=SC2154 # cluster_dir, kubeconfig and api_port are set by the script that sources this.
# Shared by run.sh and smoke.sh: start the local control plane and install the operator on it. Sourced, not run.
# Needs: cluster_dir (state), kubeconfig, api_port. Sets: cluster_pid.

k() { kubectl --kubeconfig "$kubeconfig" "$@"; }

# Starts the local control plane and waits until its API answers.
start_cluster() {
    mkdir -p "$cluster_dir"
    out/local/k8scache-local --port "$api_port" --data-dir "$cluster_dir" --kubeconfig "$kubeconfig" \
        --image k8scache-node=out/node,out/router --image k8scache-operator=out/operator >"$cluster_dir/local.log" 2>&1 </dev/null 8>&- &
    cluster_pid=$!
    for _ in $(seq 150); do
        if ! kill -0 "$cluster_pid" 2>/dev/null; then
            cat "$cluster_dir/local.log" >&2
            return 1
        fi
        if [ -s "$kubeconfig" ] && k get --raw /readyz >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    echo "the local control plane did not answer in 15 s; its log: $cluster_dir/local.log" >&2
    return 1
}

# Installs (or upgrades) the operator from the chart and waits for it.
install_operator() {
    helm upgrade --install k8scache charts/k8scache --kubeconfig "$kubeconfig" \
        --namespace k8scache-system --create-namespace --wait --timeout 60s >"$cluster_dir/helm.log" 2>&1 || {
        cat "$cluster_dir/helm.log" >&2
        return 1
    }
}

stop_cluster() {
    [ -n "${cluster_pid:-}" ] || return 0
    kill -TERM "$cluster_pid" 2>/dev/null
    wait "$cluster_pid" 2>/dev/null
    cluster_pid=
}
