using System.Diagnostics;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

/// <summary>Redis' own tools, unmodified.</summary>
public sealed class ToolsTests
{
    [Fact]
    public async Task Redis_cli_writes_and_reads()
    {
        await using var node = await TestNode.StartAsync();
        Assert.Equal("OK\n", await RunAsync("redis-cli", node, "SET", "k", "v"));
        Assert.Equal("v\n", await RunAsync("redis-cli", node, "GET", "k"));
        Assert.Equal("2\n", await RunAsync("redis-cli", node, "-3", "HSET", "h", "a", "1", "b", "2"));
        Assert.Contains("h", await RunAsync("redis-cli", node, "--scan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_benchmark_runs()
    {
        await using var node = await TestNode.StartAsync();
        var report = await RunAsync(
            "redis-benchmark", node, "-t", "set,get,incr,hset,mset", "-n", "2000", "-c", "10", "-P", "4", "-q", "--csv");
        foreach (var test in new[] { "SET", "GET", "INCR", "HSET", "MSET" })
            Assert.Contains($"\"{test}", report, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string tool, TestNode node, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-h", $"{node.Address}", "-p", $"{node.EndPoint.Port}", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{tool}: {await errors}");
        return output;
    }
}
