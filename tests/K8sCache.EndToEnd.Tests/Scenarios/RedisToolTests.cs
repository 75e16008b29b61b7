using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>The tools that come with Redis, unmodified, against a node and against a router.</summary>
public sealed class RedisToolTests
{
    // What redis-benchmark runs when asked for nothing in particular.
    private static readonly string[] Benchmarks =
    [
        "PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "LPUSH", "RPUSH", "LPOP", "RPOP", "SADD", "HSET", "SPOP",
        "ZADD", "ZPOPMIN", "LPUSH (needed to benchmark LRANGE)", "LRANGE_100", "LRANGE_300", "LRANGE_500", "LRANGE_600", "MSET",
    ];

    [Theory]
    [InlineData("node", "")]
    [InlineData("node", "-3")]
    [InlineData("router", "")]
    [InlineData("router", "-3")]
    public async Task Redis_benchmark_runs_everything(string kind, string protocol)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        string[] args = ["-h", "127.0.0.1", "-p", $"{server.Port}", "-n", "2000", "-P", "8", "-q"];
        var result = await Shell.RunAsync(Workspace.Tool("redis-benchmark"), protocol.Length > 0 ? [protocol, .. args] : args);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("rror", result.Output + result.Error, StringComparison.Ordinal);
        Assert.All(Benchmarks, test => Assert.Contains($"{test}", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Redis_cli_scans_and_finds_big_keys(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        string[] at = ["-p", $"{server.Port}"];
        var cli = Workspace.Tool("redis-cli");
        // As users load data in bulk: requests on the standard input.
        var load = string.Concat(Enumerable.Range(0, 1000).Select(i => $"SET key:{i} {i}\r\n"))
            + "RPUSH list a b c\r\nSADD set a b\r\nZADD zset 1 a\r\nHSET hash f v\r\nSET big " + new string('x', 5000) + "\r\n";
        var piped = await Shell.RunAsync(cli, [.. at, "--pipe"], load);
        Assert.Contains("errors: 0, replies: 1005", piped.Output, StringComparison.Ordinal);

        var scanned = await Shell.RunAsync(cli, [.. at, "--scan", "--pattern", "key:*"]);
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => $"key:{i}").Order(StringComparer.Ordinal),
            scanned.Text.Split('\n').Order(StringComparer.Ordinal));

        var big = await Shell.RunAsync(cli, [.. at, "--bigkeys"]);
        Assert.Contains("Biggest string found '\"big\"' has 5000 bytes", big.Output, StringComparison.Ordinal);
        Assert.Contains("Biggest   list found '\"list\"' has 3 items", big.Output, StringComparison.Ordinal);
        Assert.Contains("Biggest   zset found '\"zset\"' has 1 members", big.Output, StringComparison.Ordinal);
        var memory = await Shell.RunAsync(cli, [.. at, "--memkeys"]);
        Assert.Contains("Biggest string found '\"big\"' has", memory.Output, StringComparison.Ordinal);
    }
}
