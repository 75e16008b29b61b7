namespace K8sCache.Benchmarks;

/// <summary>How each program is started for a port: one thread of work, no persistence, memory enough for all keys.</summary>
internal static class Arguments
{
    /// <summary>Answered by whatever is behind a proxy, which may know no PING.</summary>
    public static string[] ReadProbe { get; } = ["GET", "probe"];

    public static IEnumerable<string> Node(int port, int threads = 1, string memory = "1GiB", int? adminPort = null) =>
    [
        "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{adminPort ?? Server.FreePort()}", "--threads", $"{threads}",
        "--memory", memory, "--log-level", "Warning",
    ];

    public static IEnumerable<string> Router(int port, string topology, int? adminPort = null) =>
    [
        "--bind", "127.0.0.1", "--port", $"{port}", "--admin-port", $"{adminPort ?? Server.FreePort()}", "--threads", "1",
        "--topology", topology, "--log-level", "Warning",
    ];

    /// <summary>redis-server and valkey-server.</summary>
    public static IEnumerable<string> Redis(int port) => Redis(port, "1gb");

    public static IEnumerable<string> Redis(int port, string memory) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--maxmemory", memory, "--maxmemory-policy", "allkeys-lru"];

    public static IEnumerable<string> Garnet(int port) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--memory", "1g", "--index", "16m", "--logger-level", "Error"];
}
