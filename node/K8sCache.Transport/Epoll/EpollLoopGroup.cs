using System.Net;

namespace K8sCache.Transport.Epoll;

/// <summary>Event loops on Linux.</summary>
internal sealed class EpollLoopGroup : EventLoopGroup
{
    private readonly EpollLoop[] _loops;
    private readonly List<EpollListener> _listeners = [];
    private readonly Lock _lock = new();
    private Task? _stopping;

    public EpollLoopGroup(EventLoopOptions options)
    {
        _loops = new EpollLoop[options.LoopCount];
        for (var i = 0; i < _loops.Length; i++)
            _loops[i] = new EpollLoop(i, options);
        foreach (var loop in _loops)
            loop.Start();
    }

    public override IReadOnlyList<EventLoop> Loops => _loops;

    public override int ConnectionCount => _loops.Sum(loop => loop.ConnectionCount);

    public override ValueTask DisposeAsync()
    {
        lock (_lock)
            return new ValueTask(_stopping ??= StopAsync([.. _listeners]));
    }

    private protected override Listener ListenPlain(
        IPEndPoint endPoint, Func<Connection, IConnectionHandler> accept, ListenOptions options)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping is not null, this);
            var listener = new EpollListener(_loops, endPoint, accept, options);
            _listeners.Add(listener);
            return listener;
        }
    }

    private async Task StopAsync(IReadOnlyList<EpollListener> listeners)
    {
        foreach (var listener in listeners)
            await listener.DisposeAsync();
        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
    }
}
