using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using K8sCache.Node;
using K8sCache.Node.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Fuzz;

/// <summary>One node in this process that inputs are sent to, each on an empty cache and in either version of the protocol.</summary>
internal sealed class FuzzedNode : IDisposable
{
    private const int AccountingLooks = 100;

    private static readonly Lazy<FuzzedNode> Node = new(() => new FuzzedNode());

    private readonly NodeServer _server;
    private readonly Lock _gate = new();
    private FuzzConnection? _connection;

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Targets are synchronous, and nothing waits for this thread.")]
    private FuzzedNode()
    {
        var options = new NodeOptions
        {
            Name = "fuzzed",
            Bind = IPAddress.Loopback,
            Port = 0,
            AdminPort = 0,
            PeerPort = 0,
            MemoryBytes = 64 << 20,
            MaxBulkBytes = 1 << 20,
            Threads = 1,
        };
        _server = Task.Run(() => NodeServer.StartAsync(
            options, TimeProvider.System, NullLogger.Instance, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <summary>Made by the first input; it serves until the process ends.</summary>
    public static FuzzedNode Shared => Node.Value;

    public void Check(byte[] input)
    {
        lock (_gate)
        {
            try
            {
                _connection ??= new FuzzConnection(_server.EndPoint);
                _connection.Exchange(Encoding.ASCII.GetBytes($"HELLO {2 + (input.Length % 2)}\r\nFLUSHALL\r\n"), 2);
                _connection.Exchange(input, FuzzConnection.CountRequests(input));
                var last = _connection.Exchange("PING\r\n"u8, 1)[0];
                Ensure.Equal("+PONG\r\n", Encoding.ASCII.GetString(last), "the answer to a PING behind it");
                CheckAccounting();
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>What expires meanwhile may change a count between two looks at it, but not again and again.</summary>
    private void CheckAccounting()
    {
        var problem = _server.State.Engine.CheckAccounting();
        for (var left = AccountingLooks; problem is not null && left > 0; left--)
            problem = _server.State.Engine.CheckAccounting();
        Ensure.Equal(null, problem, "the engine's counts");
    }
}
