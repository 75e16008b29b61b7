using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>What Prometheus gets.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MetricsTests(KubernetesCluster cluster)
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Promtool_finds_nothing_to_say_about_any_process()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("measured", """{"nodes":{"replicas":1,"memory":"64Mi"},"routing":{"replicas":1}}""");
        await cache.CliAsync("SET k v");
        foreach (var (_, metrics) in await ScrapeAsync(cache))
        {
            Assert.Contains("k8scache_", metrics, StringComparison.Ordinal);
            var check = await Shell.RunAsync(Workspace.Tool("promtool"), ["check", "metrics"], metrics);
            Assert.Equal("", check.Output + check.Error);
            Assert.Equal(0, check.ExitCode);
        }
    }

    [Fact]
    [Trait("Kind", "Golden")]
    public async Task The_reference_lists_every_metric()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        using var files = new CertificateFiles($"listed.{ns.Name}.svc");
        _ = (await ns.KubectlAsync(files.CreateSecret("listed-tls"))).Text;
        var cache = await ns.CreateAsync("listed",
            """{"nodes":{"replicas":2,"memory":"64Mi"},"replication":{"factor":2},"routing":{"replicas":1},"tls":{"secretName":"listed-tls"}}""");
        var tls = $"--tls --cacert {files.Authority}";
        await cache.CliAsync($"{tls} SET k v");
        await cache.CliAsync($"{tls} NOSUCHCOMMAND");
        var text = new StringBuilder("""
            # Metrics

            Generated from what running processes answer at `/metrics`, by `make golden`. No label holds a key or a client. Those of TLS are there while it is on.

            """);
        var scrapes = await ScrapeAsync(cache);
        foreach (var (title, metrics) in scrapes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{MetricsReference.Table(metrics, "k8scache_")}");
        }
        text.Append("\n## Every process\n\nBy the names prometheus-net gives them.\n\n");
        foreach (var (_, metrics) in scrapes)
        {
            Assert.Equal(MetricsReference.Table(scrapes[0].Metrics, "process_", "dotnet_"), MetricsReference.Table(metrics, "process_", "dotnet_"));
        }
        text.Append(MetricsReference.Table(scrapes[0].Metrics, "process_", "dotnet_"));
        var path = Path.Combine(Workspace.Root, "docs/metrics.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text.ToString(), TestContext.Current.CancellationToken);
        }
        // Not the other way round: what a process shows may depend on what happened to it so far.
        var documented = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).ToHashSet(StringComparer.Ordinal);
        Assert.All(text.ToString().Split('\n'), line => Assert.Contains(line, documented));
    }

    [Fact]
    public async Task Prometheus_discovers_and_scrapes_nodes_and_routers()
    {
        Assert.SkipUnless(cluster.IsLocal, "a Prometheus on this machine cannot reach the pods of another cluster");
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("scraped", """{"nodes":{"replicas":2,"memory":"64Mi"},"routing":{"replicas":1}}""");
        for (var i = 0; i < 20; i++)
        {
            await cache.CliAsync($"SET secret-key-{i} v");
        }
        var folder = Directory.CreateTempSubdirectory("k8scache-prometheus-");
        var config = Path.Combine(folder.FullName, "prometheus.yml");
        var discovery = await PodDiscovery.ConfigureAsync(cluster, ns, folder.FullName);
        await File.WriteAllTextAsync(config, $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
            - job_name: k8scache
              {{discovery}}
              relabel_configs:
              - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], regex: "true", action: keep }
              - { source_labels: [__meta_kubernetes_pod_container_port_name], regex: admin, action: keep }
              - { source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component], target_label: component }
            """, TestContext.Current.CancellationToken);
        var port = FreePort.Next();
        await using (var prometheus = ProgramUnderTest.Start(Workspace.Tool("prometheus"),
            $"--config.file={config}", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}"))
        {
            await Eventually.AssertAsync(async () =>
            {
                Assert.False(prometheus.HasExited, prometheus.Output);
                Assert.Equal(2, (await QueryAsync(port, """up{component="node"} == 1""")).Count);
                Assert.Single(await QueryAsync(port, """up{component="router"} == 1"""));
                Assert.NotEmpty(await QueryAsync(port, """sum(k8scache_router_requests_total) >= 20"""));
                Assert.NotEmpty(await QueryAsync(port, """sum(k8scache_node_requests_total) >= 20"""));
            });
            var names = await GetAsync(port, "/api/v1/label/__name__/values");
            Assert.Contains(names["data"]!.AsArray(), name => ((string)name!).StartsWith("k8scache_node_", StringComparison.Ordinal));
            foreach (var label in (await GetAsync(port, "/api/v1/labels"))["data"]!.AsArray().Select(label => (string)label!))
            {
                var values = await GetAsync(port, $"/api/v1/label/{label}/values");
                Assert.DoesNotContain("secret-key", values.ToJsonString(), StringComparison.Ordinal);
            }
        }
        folder.Delete(recursive: true);
    }

    private static async Task<JsonArray> QueryAsync(int port, string query)
        => (await GetAsync(port, $"/api/v1/query?query={Uri.EscapeDataString(query)}"))["data"]!["result"]!.AsArray();

    private static async Task<JsonNode> GetAsync(int port, string path)
        => JsonNode.Parse(await Http.GetStringAsync($"http://127.0.0.1:{port}{path}", TestContext.Current.CancellationToken))!;

    /// <summary>The metrics of one process of each kind.</summary>
    private async Task<IReadOnlyList<(string Title, string Metrics)>> ScrapeAsync(Cache cache)
    {
        var operators = await cluster.GetAsync($"-n {KubernetesCluster.OperatorNamespace} pods");
        return
        [
            ("Node", await cache.Namespace.MetricsAsync((await cache.PodsAsync("node"))[0], 9090)),
            ("Router", await cache.Namespace.MetricsAsync((await cache.PodsAsync("router"))[0], 9090)),
            ("Operator", await cluster.MetricsAsync(KubernetesCluster.OperatorNamespace, operators["items"]![0]!, 8080)),
        ];
    }
}
