using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Node.Tests.Harness;
using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>What a node takes for another one: it acknowledges all it is told, perhaps not at once, and remembers what it was.</summary>
internal sealed class FakePeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(LoopbackAddress.Next(), 0);
    private readonly TaskCompletionSource _reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private readonly bool _knowsSteps;

    public FakePeer(bool knowsSteps, bool reads)
    {
        _knowsSteps = knowsSteps;
        if (reads)
            Read();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Subcommands, in the order they came.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    public TopologyNode Describe(string name) => new()
    {
        Name = name,
        Address = $"{((IPEndPoint)_listener.LocalEndpoint).Address}:1",
        PeerAddress = _listener.LocalEndpoint.ToString()!,
    };

    /// <summary>Reads from now on.</summary>
    public void Read() => _reads.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Read();
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var ending = client;
        await _reads.Task;
        var stream = client.GetStream();
        var parser = new RespRequestParser(RespLimits.Default);
        var received = new byte[4 << 20];
        var count = 0;
        try
        {
            while (await stream.ReadAsync(received.AsMemory(count), _stop.Token) is var read and > 0)
            {
                count += read;
                var answers = new StringBuilder();
                var done = 0;
                while (Take(parser, received.AsSpan(done..count), answers, out var consumed))
                    done += consumed;
                received.AsSpan(done..count).CopyTo(received);
                count -= done;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answers.ToString()), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The node went, or the test ends.
        }
    }

    private bool Take(RespRequestParser parser, ReadOnlySpan<byte> data, StringBuilder answers, out int consumed)
    {
        if (parser.TryParse(data, out consumed, out var request) != RespStatus.Done)
        {
            Assert.Equal(0, consumed);
            return false;
        }

        var told = Encoding.ASCII.GetString(request[1]);
        Told.Enqueue(told);
        answers.Append(told == "STEP" && !_knowsSteps ? "-ERR unknown subcommand 'STEP'. Try K8SCACHE HELP.\r\n" : "+OK\r\n");
        return true;
    }
}
