using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>The programs as programs: help, bad options, ports in use, stopping.</summary>
public sealed class ProgramTests
{
    public static TheoryData<string> Programs =>
        ["node/k8scache-node", "router/k8scache-router", "operator/k8scache-operator", "local/k8scache-local"];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Help_is_printed_and_succeeds(string program)
    {
        var result = await Shell.RunAsync(Workspace.Program(program), ["--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(Path.GetFileName(program) + ": ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Every_bad_option_is_reported_at_once_with_exit_code_2(string program)
    {
        var result = await Shell.RunAsync(Workspace.Program(program), ["--nonsense", "1", "--port", "banana", "--admin-port", "-5"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--nonsense", result.Error, StringComparison.Ordinal);
        Assert.True(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= 2, result.Error);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task Options_come_from_the_environment_too()
    {
        var result = await Shell.RunAsync(Workspace.Program("node/k8scache-node"), [],
            environment: new Dictionary<string, string> { ["K8SCACHE_MEMORY"] = "plenty" });
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("K8SCACHE_MEMORY", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node/k8scache-node")]
    [InlineData("local/k8scache-local")]
    public async Task A_port_in_use_is_a_message_that_names_it(string program)
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("k8scache-port-");
        string[] args = program.StartsWith("node", StringComparison.Ordinal)
            ? ["--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", "0"]
            : ["--port", $"{port}", "--data-dir", folder.FullName, "--kubeconfig", Path.Combine(folder.FullName, "kubeconfig")];
        var result = await Shell.RunAsync(Workspace.Program(program), args);
        folder.Delete(recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{port}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Termination_ends_it_with_success(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        using var client = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        Assert.Equal("+PONG", await client.SendAsync("PING"));
        await server.Program.SignalAsync("TERM");
        Assert.Equal(0, await server.Program.WaitForExitAsync());
    }

    [Fact]
    public async Task A_router_serves_plain_redis_servers()
    {
        var ports = new[] { FreePort.Next(), FreePort.Next() };
        var topology = Path.GetTempFileName();
        await File.WriteAllTextAsync(topology,
            $$"""{"epoch":1,"nodes":[{"name":"a","address":"127.0.0.1:{{ports[0]}}"},{"name":"b","address":"127.0.0.1:{{ports[1]}}"}]}""",
            TestContext.Current.CancellationToken);
        await using var first = StartRedis(ports[0]);
        await using var second = StartRedis(ports[1]);
        var port = FreePort.Next();
        await using var router = ProgramUnderTest.Start(Workspace.Program("router/k8scache-router"),
            "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", "0", "--topology", topology);
        await Eventually.AssertAsync(async () =>
        {
            Assert.False(router.HasExited, router.Output);
            using var client = await RespConnection.OpenAsync("127.0.0.1", port);
            Assert.Equal("+OK", await client.SendAsync("MSET", "a", "1", "b", "2", "c", "3", "d", "4"));
            Assert.Equal("$1 3", await client.SendAsync("GET", "c"));
            Assert.Equal(":4", await client.SendAsync("DEL", "a", "b", "c", "d"));
        });
        File.Delete(topology);
    }

    private static ProgramUnderTest StartRedis(int port) => ProgramUnderTest.Start(
        Workspace.Tool("redis-server"), "--port", $"{port}", "--save", "", "--appendonly", "no", "--bind", "127.0.0.1");
}
