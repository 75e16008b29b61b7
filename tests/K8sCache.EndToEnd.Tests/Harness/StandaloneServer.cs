namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A node, a router in front of two nodes, or the nodes of a cluster without a router, run as plain programs.</summary>
internal sealed class StandaloneServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly List<ProgramUnderTest> _programs = [];
    private string? _topologyFile;
    private Func<Task>? _startLast;

    public int Port { get; private set; }

    public int AdminPort { get; private set; }

    public ProgramUnderTest Program => _programs[^1];

    public static async Task<StandaloneServer> StartAsync(string kind)
    {
        var server = new StandaloneServer();
        if (kind == "node")
        {
            await server.StartNodeAsync(FreePort.Next());
            return server;
        }
        var (first, second) = (FreePort.Next(), FreePort.Next());
        server._topologyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(server._topologyFile,
            $$"""{"epoch":1,"nodes":[{"name":"a","address":"127.0.0.1:{{first}}"},{"name":"b","address":"127.0.0.1:{{second}}"}]}""");
        if (kind == "cluster")
        {
            await server.StartNodeAsync(first, "--name", "a", "--topology", server._topologyFile, "--peer-port", $"{FreePort.Next()}");
            await server.StartNodeAsync(second, "--name", "b", "--topology", server._topologyFile, "--peer-port", $"{FreePort.Next()}");
            return server;
        }
        await server.StartNodeAsync(first);
        await server.StartNodeAsync(second);
        // On a busy machine a node may be silent for seconds; what a router then does is tested elsewhere.
        await server.StartProgramAsync("router/k8scache-router", FreePort.Next(),
            "--topology", server._topologyFile, "--request-timeout", "30s", "--stall-timeout", "30s");
        return server;
    }

    /// <summary>Kills the program that <see cref="Port"/> leads to, and starts it anew at the same port.</summary>
    public async Task RestartAsync()
    {
        await Program.DisposeAsync();
        _programs.Remove(Program);
        await _startLast!();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
        {
            await program.DisposeAsync();
        }
        if (_topologyFile is not null)
        {
            File.Delete(_topologyFile);
        }
    }

    private Task StartNodeAsync(int port, params string[] args) =>
        StartProgramAsync("node/k8scache-node", port, ["--memory", "128MiB", .. args]);

    private async Task StartProgramAsync(string program, int port, params string[] args)
    {
        Port = port;
        AdminPort = FreePort.Next();
        _startLast = () => StartProgramAsync(program, port, args);
        var adminPort = AdminPort;
        var started = ProgramUnderTest.Start(Workspace.Program(program),
            ["--bind", "127.0.0.1", "--port", $"{Port}", "--admin-port", $"{adminPort}", .. args]);
        _programs.Add(started);
        await Eventually.AssertAsync(async () =>
        {
            Assert.False(started.HasExited, started.Output);
            _ = await Http.GetStringAsync($"http://127.0.0.1:{adminPort}/readyz");
        });
    }
}
