using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>Clients in other languages, unmodified, against a node and against a router.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Redis_benchmark_runs(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var result = await Shell.RunAsync(Workspace.Tool("redis-benchmark"),
            ["-h", "127.0.0.1", "-p", $"{server.Port}", "-t", "set,get,incr,hset,mset", "-n", "5000", "-P", "8", "-q"]);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("rror", result.Output + result.Error, StringComparison.Ordinal);
        foreach (var test in (string[])["SET", "GET", "INCR", "HSET", "MSET"])
        {
            Assert.Contains($"{test}", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Redis_py_runs(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var script = Path.Combine(Workspace.Root, "tests/K8sCache.EndToEnd.Tests/Clients/redis_py_client.py");
        var result = await Shell.RunAsync("/usr/bin/python3", [script, $"{server.Port}"]);
        Assert.Equal("ok", result.Text);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Ioredis_runs(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var folder = Path.Combine(Workspace.Root, "tests/K8sCache.EndToEnd.Tests/Clients");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "ioredis")))
        {
            _ = (await Shell.RunAsync(Workspace.Tool("npm"), ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"])).Text;
        }
        var result = await Shell.RunAsync(Workspace.Tool("node"), [Path.Combine(folder, "ioredis-client.mjs"), $"{server.Port}"]);
        Assert.Equal("ok", result.Text);
    }
}
