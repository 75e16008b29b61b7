namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>A server of each kind asked for, shared by the tests of a class.</summary>
public sealed class StandaloneServers : IAsyncLifetime
{
    private readonly Dictionary<string, StandaloneServer> _servers = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }

    internal async Task<StandaloneServer> GetAsync(string kind)
    {
        if (!_servers.TryGetValue(kind, out var server))
            _servers[kind] = server = await StandaloneServer.StartAsync(kind);
        return server;
    }
}
