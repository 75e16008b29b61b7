using K8sCache.Client.Calls;
using K8sCache.Client.Observing;
using K8sCache.Client.Routing;

namespace K8sCache.Client.Connections;

/// <summary>
/// A way to a node that is kept open: one connection after the other, with growing pauses between attempts. While there
/// is none that answers, the node counts as out of reach; only a first attempt may be ridden along with.
/// </summary>
internal sealed class NodePipe(ClientContext context, NodeLink node, bool isForWrites)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Where no attempt ever succeeded: perhaps this process is outside the cluster's network.</summary>
    private static readonly TimeSpan LongestPauseUnseen = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private NodeConnection? _connection;
    private TaskCompletionSource _wake = NewWake();
    private Task? _running;
    private int _failures;
    private bool _wasEverUp;
    private volatile bool _isClosing;

    public bool IsUp => Volatile.Read(ref _connection) is { IsUp: true };

    /// <summary>Up, or on its first attempt.</summary>
    public bool IsAvailable => !_isClosing
        && (IsUp || (Volatile.Read(ref _failures) == 0 && Volatile.Read(ref _connection) is null or { IsClosed: false }));

    public int InFlight => Volatile.Read(ref _connection)?.InFlight ?? 0;

    /// <summary>Why the last connection ended or could not be made.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>Begins to connect, if it has not.</summary>
    public void Open()
    {
        lock (_gate)
        {
            if (_running is not null || _isClosing)
                return;
            // Here already, so that the call that opens the pipe can ride along.
            var first = new NodeConnection(context, node, isForWrites);
            Volatile.Write(ref _connection, first);
            Volatile.Write(ref _running, Task.Run(() => RunAsync(first)));
        }
    }

    /// <summary>Tries at once instead of after its pause: something said that the node may be back.</summary>
    public void Wake() => Volatile.Read(ref _wake).TrySetResult();

    public SendOutcome TrySend(PendingCall call)
    {
        if (Volatile.Read(ref _running) is null)
            Open();
        return Volatile.Read(ref _connection)?.TrySend(call) ?? SendOutcome.Closed;
    }

    public void Sweep(long now)
    {
        var connection = Volatile.Read(ref _connection);
        connection?.Sweep(now);
        if (_isClosing && connection is { InFlight: 0 })
            connection.Abort(new ObjectDisposedException(nameof(NodePipe)));
    }

    /// <summary>No new attempts; what is under way is answered first, and then a sweep closes it.</summary>
    public void CloseWhenIdle()
    {
        lock (_gate)
            _isClosing = true;
        Wake();
    }

    /// <summary>Closes at once and waits until that is done.</summary>
    public async Task CloseAsync()
    {
        CloseWhenIdle();
        Volatile.Read(ref _connection)?.Abort(new ObjectDisposedException(nameof(K8sCacheClient)));
        if (_running is { } running)
            await running;
    }

    private async Task RunAsync(NodeConnection connection)
    {
        while (true)
        {
            var reason = await connection.RunAsync(context.Stopping);
            var wasUp = connection.WasUp;
            _wasEverUp |= wasUp;
            Volatile.Write(ref _failures, wasUp ? 1 : _failures + 1);
            Volatile.Write(ref _connection, null);
            LastError = reason;
            // A node that stays away is told of ever more rarely: after 1, 2, 4, 8... attempts.
            if (!_isClosing && !context.Stopping.IsCancellationRequested && (_failures & (_failures - 1)) == 0)
                Log.NodeLost(context.Log, node.Name, node.Address, wasUp ? "lost" : "unreachable", reason.Message);
            context.Owner.OnDown(node);
            await PauseAsync();
            if (_isClosing || context.Stopping.IsCancellationRequested)
                return;
            connection = new NodeConnection(context, node, isForWrites);
            Volatile.Write(ref _connection, connection);
        }
    }

    private async Task PauseAsync()
    {
        var longest = _wasEverUp ? LongestPause : LongestPauseUnseen;
        var pause = Math.Min(longest.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(_failures - 1, 16)));
        // Clients that lost the same node do not all come back at once.
        pause *= 0.5 + context.NextDouble();
        var wake = NewWake();
        // A full fence: whoever closes meanwhile wakes this pause, or is seen here.
        Interlocked.Exchange(ref _wake, wake);
        if (_isClosing || context.Stopping.IsCancellationRequested)
            return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(pause), context.Time, over.Token), wake.Task);
        await over.CancelAsync();
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
