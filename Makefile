# The commands of this project; each is explained in README.md.
SHELL := /bin/bash
.DEFAULT_GOAL := help
TOOLS := .local/tools
export PATH := $(CURDIR)/$(TOOLS):$(PATH)
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

RUN_PROGRAMS := node/K8sCache.Node:out/node node/K8sCache.Router:out/router operator/K8sCache.Operator:out/operator \
                tests/K8sCache.LocalCluster:out/local
PROGRAMS := $(RUN_PROGRAMS) tests/K8sCache.Benchmarks:out/bench tests/K8sCache.Fuzz:out/fuzz tests/K8sCache.Simulator:out/sim

.PHONY: help
help: ## Show these commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | column -t -s "$$(printf '\t')"

.PHONY: build
build: ## Build the programs into out/
	@scripts/build.sh $(PROGRAMS)

.PHONY: build-arm64
build-arm64: ## Cross-compile node, router and operator for linux-arm64 into out/arm64/
	@scripts/install-tools.sh arm64-cross
	@RUNTIME_ID=linux-arm64 scripts/build.sh node/K8sCache.Node:out/arm64/node node/K8sCache.Router:out/arm64/router \
	  operator/K8sCache.Operator:out/arm64/operator

.PHONY: tools
tools: ## Install what tests and benchmarks call: kubectl, helm, redis, Prometheus, ...
	@scripts/install-tools.sh

.PHONY: run
run: ## Start a local control plane with the operator and a demo cache; Ctrl-C ends it
	@scripts/build.sh $(RUN_PROGRAMS)
	@scripts/install-tools.sh kubectl helm redis-cli
	@scripts/run.sh

.PHONY: test
test: build tools ## Run every test; the last line is `N passed, N failed`
	@scripts/test.sh

.PHONY: test-arm64
test-arm64: build-arm64 ## Run unit tests and a small cluster on an emulated arm64 machine; PAGES=16k for larger pages
	@scripts/test-arm64.sh

.PHONY: smoke
smoke: ## A quick pass over the whole product, after a build
	@scripts/install-tools.sh kubectl helm redis-cli
	@scripts/smoke.sh

.PHONY: lint
lint: ## Formatting, analyzers, shell scripts, no machine paths
	@scripts/lint.sh

.PHONY: fuzz
fuzz: build ## Fuzz the wire protocol, the commands and the router, SECONDS_PER_TARGET (60) each
	@out/fuzz/k8scache-fuzz --seconds $${SECONDS_PER_TARGET:-60}

.PHONY: bench-node
bench-node: build ## Measure the node beside redis-server, valkey and garnet
	@scripts/install-tools.sh redis-cli redis-server garnet-server
	@out/bench/k8scache-bench node

.PHONY: bench-tail
bench-tail: build ## Measure the node's tail beside redis-server's with 100,000 and ten million entries, five runs of SECONDS_EACH (60)
	@scripts/install-tools.sh redis-cli redis-server
	@out/bench/k8scache-bench tail --rounds 5 --seconds $${SECONDS_EACH:-60}

.PHONY: bench-idle
bench-idle: build ## Measure what nodes and routers at rest take of a CPU beside redis-server, SECONDS_EACH (60)
	@scripts/install-tools.sh redis-server
	@out/bench/k8scache-bench idle --seconds $${SECONDS_EACH:-60}

.PHONY: bench-tls
bench-tls: build ## Measure the node with TLS beside redis-server with TLS
	@scripts/install-tools.sh redis-cli redis-server
	@out/bench/k8scache-bench tls

.PHONY: bench-router
bench-router: build ## Measure the router beside nutcracker
	@scripts/install-tools.sh redis-cli redis-server nutcracker
	@out/bench/k8scache-bench router

.PHONY: bench-start
bench-start: build ## Measure the programs' start to ready and their memory at rest
	@scripts/install-tools.sh kubectl redis-server
	@out/bench/k8scache-bench start --rounds 5

.PHONY: bench-scheduling
bench-scheduling: build ## Measure schedulers with a slow, a stopped and a failing node; SCALE shortens it
	@out/bench/k8scache-bench scheduling --scale $${SCALE:-1}

.PHONY: sim
sim: build ## Compare schedulers in simulated clusters, with targets; renews the chart of docs/schedulers.md
	@out/sim/k8scache-sim --check --svg docs/schedulers.svg

.PHONY: bench-pick
bench-pick: build ## Measure what a scheduler's pick costs
	@out/sim/k8scache-sim --pick --check

.PHONY: bench-client
bench-client: build ## Measure the .NET client beside StackExchange.Redis
	@out/bench/k8scache-bench client

.PHONY: pack
pack: ## Make the .NET client's packages in out/packages
	@for project in Topology Resp Client; do \
	  dotnet pack node/K8sCache.$$project --configuration Release --output out/packages --verbosity quiet || exit 1; done
	@ls out/packages/*.nupkg

.PHONY: public-api
public-api: ## Write down what those packages show to others, after a change meant to
	@scripts/public-api.sh

.PHONY: bench-connections
bench-connections: build ## Measure 10,000 connections, with and without one that reads large values slowly
	@out/bench/k8scache-bench connections

.PHONY: bench-engine
bench-engine: build ## Measure the engine alone: ns an operation, the longest stall, bytes an entry
	@out/bench/k8scache-bench engine

.PHONY: bench-memory
bench-memory: build ## Measure what ten million entries take in the node, redis-server and memcached
	@scripts/install-tools.sh redis-server memcached
	@out/bench/k8scache-bench memory

.PHONY: hit-ratio
hit-ratio: build ## Play recorded traces to the engine and to a live redis-server of the same size (5 minutes)
	@scripts/install-tools.sh redis-server
	@out/bench/k8scache-bench hit-ratio

.PHONY: soak
soak: build ## Run the engine's random tests a hundred times longer, STEPS (6000000) each
	@K8SCACHE_SOAK_STEPS=$${STEPS:-6000000} scripts/test.sh K8sCache.Storage.Tests

.PHONY: golden
golden: build ## Rewrite generated files (CRDs, docs, golden cases) from the code
	@scripts/golden.sh

.PHONY: e2e
e2e: build tools ## The end-to-end scenarios; on the cluster of KUBECONFIG when that is set
	@scripts/test.sh K8sCache.EndToEnd.Tests

.PHONY: images
images: build ## Build the container images with buildah, podman or docker; REGISTRY=host/path/ and TAG name them
	@scripts/images.sh

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf out artifacts
	@find . -path ./.local -prune -o -type d \( -name bin -o -name obj \) -print0 | xargs -0 rm -rf
