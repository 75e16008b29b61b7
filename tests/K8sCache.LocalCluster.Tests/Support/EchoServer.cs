using System.Net;
using System.Net.Sockets;

namespace K8sCache.LocalCluster.Tests.Support;

/// <summary>Sends back what it is sent.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _accepted;

    public EchoServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted => Volatile.Read(ref _accepted);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(Echo(client));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of.
        }
    }

    private async Task Echo(Socket client)
    {
        using var accepted = client;
        var buffer = new byte[1024];
        try
        {
            int count;
            while ((count = await client.ReceiveAsync(buffer, _stop.Token)) > 0)
                await client.SendAsync(buffer.AsMemory(0, count), _stop.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // The client has gone, or the server stops.
        }
    }
}
