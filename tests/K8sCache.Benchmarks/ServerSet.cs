namespace K8sCache.Benchmarks;

/// <summary>Servers that run together, and end together.</summary>
internal sealed class ServerSet : IDisposable
{
    private readonly List<Server> _servers = [];

    public IReadOnlyList<Server> All => _servers;

    public Task<Server> AddAsync(
        string name, int cpu, string program, Func<int, IEnumerable<string>> arguments, params string[] probe) =>
        AddAsync(name, $"{cpu}", program, arguments, probe);

    public async Task<Server> AddAsync(
        string name, string cpus, string program, Func<int, IEnumerable<string>> arguments, params string[] probe)
    {
        var server = await Server.StartAsync(name, cpus, program, arguments, probe);
        _servers.Add(server);
        return server;
    }

    /// <summary>Adds a server that takes TLS only, with the file its certificate is checked by.</summary>
    public async Task AddEncryptedAsync(
        string name, int cpu, string program, Func<int, IEnumerable<string>> arguments, string authorityFile)
    {
        var server = await Server.StartSilentAsync(name, cpu, program, arguments);
        server.LoadArguments = ["--tls", "--cacert", authorityFile];
        _servers.Add(server);
    }

    /// <summary>Starts the program of that name, or says that it is not installed.</summary>
    public async Task AddIfInstalledAsync(string program, int cpu, Func<int, IEnumerable<string>> arguments, params string[] probe)
    {
        if (Programs.Find(program) is { } path)
            await AddAsync(program, cpu, path, arguments, probe);
        else
            await Console.Error.WriteLineAsync($"{program} is not installed: not compared");
    }

    public void Dispose() => _servers.ForEach(server => server.Dispose());
}
