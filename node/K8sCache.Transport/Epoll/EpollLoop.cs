using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// A thread around epoll. A turn: wait, hand out what is ready, run posts and timers, tell of closed connections, and at
/// last end every touched connection's batch with one send.
/// </summary>
internal sealed class EpollLoop : EventLoop, IEventSource, IDisposable
{
    private readonly EpollSet _epoll = new();
    private readonly WakeSignal _wake = new();
    private readonly ConcurrentQueue<(Action<object?> Callback, object? State)> _posts = new();
    private readonly TimerHeap _timers = new();
    private readonly HashSet<EpollConnection> _connections = [];
    private readonly ConnectionList _touched = new();
    private readonly List<EpollConnection> _closed = [];
    private readonly ConnectionList _resuming = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private long _timestamp;
    private long _inputLimitBytes;
    private long _outputLimitBytes;
    private int _connectionCount;
    private bool _stopping;
    private bool _mustEnd;

    public EpollLoop(int index, EventLoopOptions options)
        : base(index)
    {
        Options = options;
        _inputLimitBytes = options.InputLimitBytes;
        _outputLimitBytes = options.OutputLimitBytes;
        ReceiveBuffer = GC.AllocateUninitializedArray<byte>(
            Math.Max(Math.Max(options.ReadBytesPerTurn, options.ServerReadBytesPerTurn), EpollConnection.SharedKeptBytesMax * 2), pinned: true);
        Buffers = new BufferPool(this);
        _epoll.Add(_wake.File, Libc.EventIn, Sources.Add(this));
        _thread = new Thread(Run) { Name = $"{options.Name}-{index}", IsBackground = true };
    }

    internal override EventLoopOptions Options { get; }

    public SourceTable Sources { get; } = new();

    internal override BufferPool Buffers { get; }

    /// <summary>Where input is received while its connection keeps none of its own.</summary>
    public byte[] ReceiveBuffer { get; }

    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    public override long InputLimitBytes
    {
        get => Volatile.Read(ref _inputLimitBytes);
        set => Volatile.Write(ref _inputLimitBytes, value);
    }

    public override long OutputLimitBytes
    {
        get => Volatile.Read(ref _outputLimitBytes);
        set => Volatile.Write(ref _outputLimitBytes, value);
    }

    public override bool InLoop => Thread.CurrentThread == _thread;

    public override long Timestamp => _timestamp;

    public override TimeProvider Time => Options.Time;

    /// <summary>Completes when the thread has ended its work.</summary>
    public Task Stopped => _stopped.Task;

    public void Start() => _thread.Start();

    public override void Post(Action<object?> callback, object? state)
    {
        _posts.Enqueue((callback, state));
        if (!InLoop)
            _wake.Raise();
    }

    public override LoopTimer Schedule(TimeSpan after, Action<object?> callback, object? state)
    {
        Debug.Assert(InLoop);
        var ticks = (long)(Math.Max(after.TotalSeconds, 0) * Time.TimestampFrequency);
        return _timers.Add(Time.GetTimestamp() + ticks, callback, state);
    }

    public override Connection Connect(EndPoint endPoint, IConnectionHandler handler, TimeSpan timeout)
    {
        Debug.Assert(InLoop);
        if (endPoint is not (IPEndPoint or DnsEndPoint))
            throw new ArgumentException($"Cannot connect to a {endPoint.GetType().Name}.", nameof(endPoint));
        var connection = new EpollConnection(this);
        Add(connection);
        new EpollConnector(connection, endPoint, timeout).Start(handler);
        return connection;
    }

    /// <summary>Takes on a connection that was accepted.</summary>
    public void Adopt(NativeSocket socket, Func<Connection, IConnectionHandler> accept, Action closed)
    {
        if (_stopping)
        {
            socket.Close();
            closed();
            return;
        }

        var connection = new EpollConnection(this) { Released = closed };
        Add(connection);
        connection.Accepted(socket, accept);
    }

    public ulong Watch(int file, uint events, IEventSource source)
    {
        var token = Sources.Add(source);
        try
        {
            _epoll.Add(file, events, token);
        }
        catch
        {
            Sources.Remove(token);
            throw;
        }

        return token;
    }

    public void ChangeWatch(int file, uint events, ulong token) => _epoll.Modify(file, events, token);

    /// <summary>Has the connection's batch ended in this turn, or the next if this one is ending already.</summary>
    public void Touch(EpollConnection connection) => _touched.Add(connection);

    /// <summary>Has the connection go on with its input on the next turn.</summary>
    public void Resume(EpollConnection connection) => _resuming.Add(connection);

    /// <summary>Has the handler told that its connection is gone, not within the handler's own call.</summary>
    public void Closed(EpollConnection connection) => _closed.Add(connection);

    void IEventSource.OnReady(uint events) => _wake.Lower();

    /// <summary>Closes all connections, gracefully until the close timeout, and ends the thread.</summary>
    public Task StopAsync()
    {
        Post(static state => ((EpollLoop)state!).BeginStop(), this);
        return _stopped.Task;
    }

    public void Dispose()
    {
        Buffers.Dispose();
        _wake.Dispose();
        _epoll.Dispose();
    }

    private void Add(EpollConnection connection)
    {
        _connections.Add(connection);
        Volatile.Write(ref _connectionCount, _connections.Count);
    }

    private void BeginStop()
    {
        _stopping = true;
        foreach (var connection in _connections)
            (connection.Filter ?? connection).Close();
        Schedule(Options.CloseTimeout, static state => ((EpollLoop)state!)._mustEnd = true, this);
    }

    private void Run()
    {
        try
        {
            while (!_mustEnd && !(_stopping && ConnectionCount == 0))
                Turn();
            foreach (var connection in _connections)
                connection.Abort();
            TellClosed();
            _stopped.SetResult();
        }
        finally
        {
            Dispose();
        }
    }

    private void Turn()
    {
        var ready = _epoll.Wait(WaitMilliseconds());
        _timestamp = Time.GetTimestamp();
        ResumeConnections();
        for (var i = 0; i < ready; i++)
        {
            var (events, token) = _epoll[i];
            Sources.Find(token)?.OnReady(events);
        }

        RunPosts();
        RunTimers();
        TellClosed();
        EndBatches();
    }

    private int WaitMilliseconds()
    {
        if (_resuming.Count + _closed.Count + _touched.Count > 0 || !_posts.IsEmpty)
            return 0;
        if (_timers.Count == 0)
            return -1;
        var left = _timers.NextDue - Time.GetTimestamp();
        return left <= 0 ? 0 : (int)Math.Min(int.MaxValue, (left * 1000 / Time.TimestampFrequency) + 1);
    }

    /// <summary>Runs what was posted before this turn, so that a post that posts again cannot keep the loop.</summary>
    private void RunPosts()
    {
        if (_posts.IsEmpty)
            return;
        for (var count = _posts.Count; count > 0 && _posts.TryDequeue(out var post); count--)
            RunGuarded(post.Callback, post.State);
    }

    private void RunTimers()
    {
        while (_timers.TryTakeDue(_timestamp, out var timer))
            RunGuarded(static state => ((HeapTimer)state!).Run(), timer);
    }

    private void RunGuarded(Action<object?> callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception exception) when (Options.OnError is not null)
        {
            Options.OnError(exception);
        }
    }

    private void ResumeConnections()
    {
        var count = _resuming.Count;
        if (count == 0)
            return;
        for (var i = 0; i < count; i++)
            _resuming[i].Resume();
        _resuming.RemoveFirst(count);
    }

    private void TellClosed()
    {
        // Telling one may close others.
        for (var i = 0; i < _closed.Count; i++)
        {
            _connections.Remove(_closed[i]);
            Volatile.Write(ref _connectionCount, _connections.Count);
            _closed[i].TellClosed();
        }

        _closed.Clear();
    }

    /// <summary>Connections touched by the end of others' batches have theirs ended on the next turn, at once.</summary>
    private void EndBatches()
    {
        var count = _touched.Count;
        for (var i = 0; i < count; i++)
            _touched[i].EndBatch();
        _touched.RemoveFirst(count);
    }
}
