using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Client.Tests.Support;

/// <summary>
/// A server that answers as a test says, word for word; by itself it only greets, as a node does or as a router does, and
/// knows the topology it is given.
/// </summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private FakeServer(bool isNode, Func<string[], string?> answer, int port)
    {
        IsNode = isNode;
        Answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    public bool IsNode { get; }

    /// <summary>Gives the reply as it goes over the wire; empty closes the connection, null stays silent.</summary>
    public Func<string[], string?> Answer { get; set; }

    /// <summary>Replies to what comes by a call wait for it.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public TopologyDocument? Topology { get; set; }

    /// <summary>Every request but greetings and questions for the topology.</summary>
    public ConcurrentQueue<string[]> Received { get; } = new();

    public int Connections => _sockets.Count;

    public static FakeServer Node(Func<string[], string?> answer, int port = 0) => new(isNode: true, answer, port);

    public static FakeServer Router(Func<string[], string?> answer, int port = 0) => new(isNode: false, answer, port);

    /// <summary>Fake nodes that hold every slot, the first as its primary, and know so.</summary>
    public static TopologyDocument Cluster(long epoch, SchedulerType scheduler, params FakeServer[] nodes)
    {
        var document = new TopologyDocument
        {
            Epoch = epoch,
            Scheduler = new SchedulerSpec { Type = scheduler },
            Nodes = [.. nodes.Select((node, index) => new TopologyNode { Name = $"fake-{index}", Address = node.Address })],
            Slots = [new SlotRange
            {
                From = 0,
                To = HashSlot.Count - 1,
                Copies = [.. nodes.Select((_, index) => new SlotCopy($"fake-{index}", CopyState.InSync))],
            }],
        };
        foreach (var node in nodes)
            node.Topology = document;
        return document;
    }

    public int Count(string command) => Received.Count(words => words[0] == command);

    /// <summary>Breaks all connections there are; new ones are taken.</summary>
    public void Break()
    {
        foreach (var socket in _sockets.Keys)
            socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        Break();
        await _accepting;
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _sockets.TryAdd(socket, 0);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var buffer = new byte[256 * 1024];
        var used = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(used), _stop.Token);
                if (received == 0)
                    return;
                used += received;
                while (TryParse(parser, buffer, ref used) is { } words)
                {
                    var greeting = Greet(words);
                    var reply = greeting ?? Receive(words);
                    if (greeting is null)
                        await Held.WaitAsync(_stop.Token);
                    if (reply is { Length: 0 })
                        return;
                    // What was not answered holds up all behind it, as in a stopped process.
                    if (reply is null)
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                    else
                        await socket.SendAsync(Encoding.UTF8.GetBytes(reply), _stop.Token);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side or the test ended it.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private static string[]? TryParse(RespRequestParser parser, byte[] buffer, ref int used)
    {
        if (parser.TryParse(buffer.AsSpan(0, used), out var length, out var request) != RespStatus.Done)
            return null;
        var words = new string[request.Count];
        for (var index = 0; index < words.Length; index++)
            words[index] = Encoding.UTF8.GetString(request[index]);
        buffer.AsSpan(length, used - length).CopyTo(buffer);
        used -= length;
        return words;
    }

    private string? Greet(string[] words) => words switch
    {
        ["CLIENT", ..] or ["AUTH", ..] => "+OK\r\n",
        ["K8SCACHE", "REPORT", "ON"] => IsNode ? "+OK\r\n" : "-ERR unknown command 'K8SCACHE'\r\n",
        ["K8SCACHE", "TOPOLOGY", var epoch] when Topology is { } topology && topology.Epoch > long.Parse(epoch, System.Globalization.CultureInfo.InvariantCulture)
            => Bulk(Encoding.UTF8.GetString(TopologyJson.Serialize(topology))),
        ["K8SCACHE", "TOPOLOGY", ..] => "$-1\r\n",
        _ => null,
    };

    public static string Bulk(string text) => $"${Encoding.UTF8.GetByteCount(text)}\r\n{text}\r\n";

    private string? Receive(string[] words)
    {
        Received.Enqueue(words);
        return Answer(words);
    }
}
