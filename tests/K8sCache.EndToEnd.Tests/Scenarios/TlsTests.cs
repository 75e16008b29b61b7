using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>An encrypted cache as its users meet it: a Secret, a spec, and clients with TLS.</summary>
[Collection(ClusterCollection.Name)]
public sealed class TlsTests(KubernetesCluster cluster)
{
    private const string Spec =
        """{"nodes":{"replicas":2,"memory":"64Mi"},"replication":{"factor":2},"routing":{"scheduler":"Random","replicas":1},"tls":{"secretName":"locked-tls"}}""";

    private static readonly string Clients = Path.Combine(Workspace.Root, "tests/K8sCache.EndToEnd.Tests/Clients");

    [Fact]
    public async Task A_secret_and_a_spec_encrypt_everything()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        _ = (await ns.ApplyAsync("locked", Spec)).Text;
        var cache = new Cache(ns, "locked");
        await Eventually.AssertAsync(async () => Assert.Contains(
            "Secret locked-tls exists and has members tls.crt and tls.key", (await cache.ConditionAsync("Ready"))?.Message, StringComparison.Ordinal));

        var name = $"locked.{ns.Name}.svc";
        using var files = new CertificateFiles(name);
        _ = (await ns.KubectlAsync(files.CreateSecret("locked-tls"))).Text;
        await ns.WaitReadyAsync("locked");

        var tls = $"--tls --cacert {files.Authority}";
        Assert.Equal("OK", await cache.CliAsync($"{tls} SET k v"));
        Assert.Equal("v", await cache.CliAsync($"{tls} GET k"));
        Assert.StartsWith("ERR this port speaks TLS", await cache.CliAsync("GET k"), StringComparison.Ordinal);

        var (host, port) = await cache.EndpointAsync();
        var python = await Shell.RunAsync("/usr/bin/python3", [Path.Combine(Clients, "redis_py_tls.py"), host, $"{port}", files.Authority]);
        Assert.Equal("ok", python.Text);
        await ClientTests.InstallNodePackagesAsync();
        var node = await Shell.RunAsync(
            Workspace.Tool("node"), [Path.Combine(Clients, "ioredis-tls.mjs"), host, $"{port}", files.Authority, name]);
        Assert.Equal("ok", node.Text);

        // Both copies hold all of it: nodes reach each other.
        await Eventually.AssertAsync(async () => Assert.Equal("True", (await cache.ConditionAsync("TopologyInSync"))?.Status));
        foreach (var pod in await cache.PodsAsync("node"))
        {
            var metrics = await ns.MetricsAsync(pod, 9090);
            Assert.Contains("k8scache_node_tls_certificate_expiry_timestamp_seconds ", metrics, StringComparison.Ordinal);
            Assert.DoesNotContain("k8scache_node_entries 0\n", metrics, StringComparison.Ordinal);
        }
    }
}
