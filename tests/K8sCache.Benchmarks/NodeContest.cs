namespace K8sCache.Benchmarks;

/// <summary>Our node beside the servers it is to be compared with, those that are installed.</summary>
internal static class NodeContest
{
    private const int ServerCpu = 0;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var servers = new ServerSet();
        await servers.AddAsync("k8scache-node", ServerCpu, Programs.Node, port => Arguments.Node(port));
        await servers.AddIfInstalledAsync("redis-server", ServerCpu, Arguments.Redis);
        await servers.AddIfInstalledAsync("valkey-server", ServerCpu, Arguments.Redis);
        await servers.AddIfInstalledAsync("garnet-server", ServerCpu, Arguments.Garnet);
        await new Contest("node", options).RunAsync(servers.All);
    }
}
