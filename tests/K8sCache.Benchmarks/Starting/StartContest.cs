namespace K8sCache.Benchmarks.Starting;

/// <summary>
/// How long our programs take from the start of their process to the first good <c>/readyz</c>, and what memory they then hold,
/// beside redis-server.
/// </summary>
internal static class StartContest
{
    private const int Backends = 2;
    private const double MebiByte = 1 << 20;

    private static readonly ReadOnlyMemory<byte> Ready = "GET /readyz HTTP/1.1\r\nHost: bench\r\n\r\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Ok = "HTTP/1.1 200 "u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Ping = "PING\r\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Pong = "+PONG"u8.ToArray();

    /// <summary>Until what only starting needed is given back.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<string> Parts { get; } = ["redis", "node", "router", "operator"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = new ResultTable();
        if (options.Includes("redis"))
            await MeasureAsync("redis-server", options.Rounds, StartRedisAsync, null);
        if (options.Includes("node"))
            await MeasureAsync("node", options.Rounds, StartNodeAsync, new Targets(table, Seconds: 0.15, MebiBytes: 26));
        if (options.Includes("router"))
        {
            using var behind = new ServerSet();
            for (var index = 0; index < Backends; index++)
                await behind.AddAsync($"node-{index}", LoadGenerator.Cpu, Programs.Node, port => Arguments.Node(port));
            using var files = new TemporaryFolder();
            var topology = files.Write("topology.json", RouterContest.Topology(behind.All));
            await MeasureAsync("router", options.Rounds, () => StartRouterAsync(topology), new Targets(table, Seconds: 0.15, MebiBytes: 26));
        }

        if (options.Includes("operator"))
        {
            await using var cluster = await ControlPlane.StartAsync();
            await MeasureAsync("operator", options.Rounds, () => StartOperatorAsync(cluster), new Targets(table, Seconds: 0.5, MebiBytes: 60));
        }

        Environment.ExitCode = table.Missed > 0 ? 1 : 0;
    }

    private static async Task MeasureAsync(string name, int rounds, Func<Task<StartedProgram>> startAsync, Targets? targets)
    {
        var seconds = new List<double>();
        var memory = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            using var program = await startAsync();
            seconds.Add(program.ReadyAfter.TotalSeconds);
            await Task.Delay(Settling, TimeProvider.System);
            memory.Add(program.ResidentBytes / MebiByte);
        }

        var (startName, memoryName) = ($"{name}: start to ready", $"{name}: RSS, idle");
        if (targets is null)
        {
            ResultTable.Figure(startName, Median.Of(seconds), "s");
            ResultTable.Figure(memoryName, Median.Of(memory), "MiB");
            return;
        }

        targets.Table.AtMost(startName, Median.Of(seconds), "s", targets.Seconds);
        targets.Table.AtMost(memoryName, Median.Of(memory), "MiB", targets.MebiBytes);
    }

    private static Task<StartedProgram> StartRedisAsync()
    {
        var port = Server.FreePort();
        return StartedProgram.StartAsync(Programs.Require("redis-server"), Arguments.Redis(port), port, Ping, Pong);
    }

    private static Task<StartedProgram> StartNodeAsync()
    {
        var adminPort = Server.FreePort();
        string[] arguments = ["--bind", "127.0.0.1", "--port", $"{Server.FreePort()}", "--admin-port", $"{adminPort}", "--memory", "256MiB"];
        return StartedProgram.StartAsync(Programs.Node, arguments, adminPort, Ready, Ok);
    }

    private static Task<StartedProgram> StartRouterAsync(string topology)
    {
        var adminPort = Server.FreePort();
        string[] arguments = ["--bind", "127.0.0.1", "--port", $"{Server.FreePort()}", "--admin-port", $"{adminPort}", "--topology", topology];
        return StartedProgram.StartAsync(Programs.Router, arguments, adminPort, Ready, Ok);
    }

    private static Task<StartedProgram> StartOperatorAsync(ControlPlane cluster)
    {
        var adminPort = Server.FreePort();
        string[] arguments =
        [
            "--kubeconfig", cluster.Kubeconfig, "--bind", "127.0.0.1", "--admin-port", $"{adminPort}", "--leader-election", "false",
        ];
        return StartedProgram.StartAsync(Programs.Operator, arguments, adminPort, Ready, Ok);
    }

    private sealed record Targets(ResultTable Table, double Seconds, double MebiBytes);
}
