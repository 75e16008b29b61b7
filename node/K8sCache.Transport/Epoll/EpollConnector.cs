using System.Net;
using System.Net.Sockets;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// Opens one connection: resolves its name if it has one, then tries its addresses in turn, all within one time limit.
/// </summary>
internal sealed class EpollConnector : IDisposable
{
    private readonly EpollConnection _connection;
    private readonly EpollLoop _loop;
    private readonly EndPoint _endPoint;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _ended = new();
    private readonly Queue<IPEndPoint> _candidates = new();
    private IConnectionHandler? _handler;
    private LoopTimer? _timer;
    private Task? _resolving;

    public EpollConnector(EpollConnection connection, EndPoint endPoint, TimeSpan timeout)
    {
        _connection = connection;
        _loop = (EpollLoop)connection.Loop;
        _endPoint = endPoint;
        _timeout = timeout;
    }

    private string Destination => _endPoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{_endPoint}";

    public void Start(IConnectionHandler handler)
    {
        _handler = handler;
        _connection.AwaitResolved(this, handler);
        _timer = _loop.Schedule(_timeout, static state => ((EpollConnector)state!).OnTimeout(), this);
        switch (_endPoint)
        {
            case IPEndPoint address:
                _candidates.Enqueue(address);
                TryNext(0);
                break;
            case DnsEndPoint name when IPAddress.TryParse(name.Host, out var address):
                _candidates.Enqueue(new IPEndPoint(address, name.Port));
                TryNext(0);
                break;
            default:
                _resolving = ResolveAsync((DnsEndPoint)_endPoint);
                break;
        }
    }

    /// <summary>The last address tried answered with an error: on to the next, or the end.</summary>
    public void OnRefused(int error) => TryNext(error);

    public void Dispose()
    {
        _timer?.Cancel();
        _ended.Cancel();
        _ended.Dispose();
    }

    private void OnTimeout() => _connection.Fail(
        new TimeoutException($"Connecting to {Destination} took longer than {_timeout.TotalMilliseconds:0} ms."));

    private async Task ResolveAsync(DnsEndPoint name)
    {
        IPAddress[] addresses = [];
        Exception? problem = null;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(name.Host, _ended.Token);
        }
        catch (Exception exception)
        {
            problem = exception;
        }

        _loop.Post(_ => OnResolved(name, addresses, problem), null);
    }

    private void OnResolved(DnsEndPoint name, IPAddress[] addresses, Exception? problem)
    {
        if (!_connection.IsOpen)
            return;
        if (problem is not null)
        {
            _connection.Fail(problem);
            return;
        }

        foreach (var address in addresses)
            _candidates.Enqueue(new IPEndPoint(address, name.Port));
        TryNext(Errno.HostUnreachable);
    }

    private void TryNext(int error)
    {
        while (_candidates.TryDequeue(out var address))
        {
            var socket = NativeSocket.Open(address);
            error = socket.File < 0 ? Errno.Last : socket.Connect(address);
            if (error == 0)
            {
                Await(socket);
                return;
            }

            if (socket.File >= 0)
                socket.Close();
        }

        _connection.Fail(Errno.ToException(error, $"Connecting to {Destination}"));
    }

    /// <summary>Fails the connection, and nothing else, if the system cannot watch one more socket.</summary>
    private void Await(NativeSocket socket)
    {
        try
        {
            _connection.AwaitConnected(this, _handler!, socket);
        }
        catch (SocketException exception)
        {
            _connection.Fail(exception);
        }
    }
}
