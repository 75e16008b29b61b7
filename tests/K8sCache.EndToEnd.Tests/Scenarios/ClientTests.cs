using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>Clients in other languages, unmodified, against a node, against a router and, those that can, in cluster mode.</summary>
public sealed class ClientTests
{
    private static readonly string Folder = Path.Combine(Workspace.Root, "tests/K8sCache.EndToEnd.Tests/Clients");

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public Task Redis_py_runs(string kind) => RunAsync(kind, "/usr/bin/python3", "redis_py_client.py");

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public async Task Ioredis_runs(string kind)
    {
        await InstallNodePackagesAsync();
        await RunAsync(kind, Workspace.Tool("node"), "ioredis-client.mjs");
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public async Task Node_redis_runs(string kind)
    {
        await InstallNodePackagesAsync();
        await RunAsync(kind, Workspace.Tool("node"), "node-redis-client.mjs");
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public Task Php_redis_runs(string kind) => RunAsync(kind, Workspace.Tool("php"), "php_redis_client.php");

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public Task Ruby_redis_runs(string kind) => RunAsync(kind, Workspace.Tool("ruby"), "ruby_redis_client.rb");

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public Task Perl_redis_runs(string kind) => RunAsync(kind, Workspace.Tool("perl"), "perl_redis_client.pl");

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Hiredis_runs(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("k8scache-hiredis-");
        var program = Path.Combine(folder.FullName, "client");
        var compiled = await Shell.RunAsync(
            Workspace.Tool("gcc"), ["-Wall", "-o", program, Path.Combine(Folder, "hiredis_client.c"), "-lhiredis"]);
        Assert.Equal("", compiled.Output + compiled.Error);
        await using (var server = await StandaloneServer.StartAsync(kind))
        {
            Assert.Equal("ok", (await Shell.RunAsync(program, [$"{server.Port}"])).Text);
        }
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(string kind, string interpreter, string script)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var result = await Shell.RunAsync(interpreter, [Path.Combine(Folder, script), $"{server.Port}", kind]);
        Assert.Equal("ok", result.Text);
    }

    internal static async Task InstallNodePackagesAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "redis")))
        {
            return;
        }
        _ = (await Shell.RunAsync(Workspace.Tool("npm"), ["ci", "--prefix", Folder, "--no-audit", "--no-fund", "--loglevel=error"])).Text;
    }
}
