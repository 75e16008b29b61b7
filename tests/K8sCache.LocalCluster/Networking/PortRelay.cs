using System.Net;
using System.Net.Sockets;

namespace K8sCache.LocalCluster.Networking;

/// <summary>
/// Listens on one port of a Service's address and passes each connection on to a ready endpoint. As with kube-proxy an open connection stays where it is,
/// whatever happens to the endpoints; without a ready endpoint connections are refused, here by closing them at once.
/// </summary>
internal sealed class PortRelay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly ServicePort _port;
    private readonly EndpointTable _endpoints;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Lock _lock = new();
    private readonly Task _accepting;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public PortRelay(IPEndPoint address, ServicePort port, EndpointTable endpoints)
    {
        _port = port;
        _endpoints = endpoints;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(address);
        _listener.Listen(512);
        _accepting = Accept();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] open;
        lock (_lock)
            open = [.. _connections];
        await Task.WhenAll(open);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                Track(Relay(client));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or the client was gone before it was accepted.
            }
        }
    }

    private void Track(Task connection)
    {
        lock (_lock)
            _connections.Add(connection);
        connection.ContinueWith(
            done =>
            {
                lock (_lock)
                    _connections.Remove(done);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter();
    }

    private async Task Relay(Socket client)
    {
        using var accepted = client;
        if (await Connect() is not { } server)
            return;
        using var connected = server;
        client.NoDelay = server.NoDelay = true;
        await Task.WhenAll(Pump(client, server), Pump(server, client));
    }

    /// <summary>The first endpoint that answers; one that has just died is still listed for a moment.</summary>
    private async Task<Socket?> Connect()
    {
        foreach (var endpoint in _endpoints.Candidates(_port))
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(endpoint, _stop.Token);
                return socket;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }

            // Half-close: the other direction may still have an answer under way.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone: the other learns it by losing its connection too.
            from.Close();
            to.Close();
        }
    }
}
