namespace K8sCache.Benchmarks.MemoryUse;

/// <summary>
/// What ten million entries of 16 + 100 bytes take in our node, redis-server and memcached, without and with a time to live:
/// how much the process grows, and what that is beyond keys and values.
/// </summary>
internal static class MemoryContest
{
    private const int Entries = 10_000_000;
    private const int ServerCpu = 0;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var entries = (int)(Entries * options.Scale);
        foreach (var expires in (bool[])[false, true])
        {
            await RunAsync("k8scache-node", Programs.Node, Node, entries, expires);
            await RunAsync("redis-server", Programs.Find("redis-server"), Redis, entries, expires);
            await RunAsync("valkey-server", Programs.Find("valkey-server"), Redis, entries, expires);
            await RunAsync("memcached", Programs.Find("memcached"), Memcached, entries, expires);
        }
    }

    private static async Task RunAsync(
        string name, string? program, Func<int, IEnumerable<string>> arguments, int entries, bool expires)
    {
        if (program is null)
        {
            await Console.Error.WriteLineAsync($"{name} is not installed: not compared");
            return;
        }

        var isMemcached = name == "memcached";
        using var server = isMemcached
            ? await Server.StartSilentAsync(name, ServerCpu, program, arguments)
            : await Server.StartAsync(name, ServerCpu, program, arguments);
        var before = server.ResidentBytes;
        await Loader.LoadAsync(server, entries, expires, isMemcached);
        var grown = server.ResidentBytes - before;
        var prefix = $"memory.{(expires ? "ttl" : "plain")}.{name}";
        Rows.Write($"{prefix}.start", before / 1048576.0, "MiB");
        Rows.Write($"{prefix}.growth", (double)grown / entries, "bytes/entry");
        Rows.Write($"{prefix}.overhead", ((double)grown / entries) - Loader.PayloadBytes, "bytes/entry");
        Rows.Write($"{prefix}.growth/payload", (double)grown / entries / Loader.PayloadBytes, "ratio");
    }

    public static IEnumerable<string> Node(int port) =>
    [
        "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{Server.FreePort()}", "--threads", "1",
        "--memory", "8GiB", "--log-level", "Warning",
    ];

    public static IEnumerable<string> Redis(int port) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];

    private static IEnumerable<string> Memcached(int port) =>
        ["-p", $"{port}", "-l", "127.0.0.1", "-U", "0", "-m", "8192", "-t", "1", "-u", Environment.UserName];
}
