using System.Text;
using K8sCache.Node.Replication;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Topology;
using K8sCache.Transport;

namespace K8sCache.Node.Transfer;

/// <summary>
/// Pulls some slots' entries from their primary, chunk by chunk. Starts over when the connection breaks or the primary
/// refuses: a cursor means nothing to another process, and merging twice does no harm.
/// </summary>
internal sealed class FillStream : IConnectionHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    // Memory that is full is seldom free again at once, and each try sends everything once more.
    private static readonly TimeSpan FullRetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FullRetryDelayMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ChunkTimeout = TimeSpan.FromSeconds(5);

    private readonly SlotFiller _filler;
    private readonly TopologyNode _source;
    private readonly string _address;
    private readonly string _ranges;
    private RespRequestParser _parser = new(RespLimits.Default);
    private Connection? _connection;
    private LoopTimer? _timer;
    private int _greetingReplies;
    private ulong _cursor;
    private long _entries;
    private TimeSpan _fullRetryDelay = FullRetryDelay;
    private bool _isFull;
    private bool _isOver;

    public FillStream(SlotFiller filler, TopologyNode source, string address, bool[] slots)
    {
        _filler = filler;
        _source = source;
        _address = address;
        Slots = slots;
        _ranges = SlotRanges.Format(slots);
    }

    public bool[] Slots { get; }

    /// <summary>What keeps it from going on; null when nothing does.</summary>
    public string? Problem { get; private set; }

    private int SlotCount => Slots.AsSpan().Count(true);

    public void Start()
    {
        Log.FillStarted(_filler.Node.Log, SlotCount, _source.Name);
        Connect();
    }

    /// <summary>Whether the stream is still what the topology asks for; it ends when not.</summary>
    public bool TryContinue(NodeView view)
    {
        var index = view.Topology.Slots.IndexOf(_source.Name);
        var isSame = index >= 0
            && view.Topology.Document.Nodes[index].Instance == _source.Instance
            && PeerAddress.Of(view.Topology.Document.Nodes[index]) == _address;
        for (var slot = 0; isSame && slot < Slots.Length; slot++)
            isSame = !Slots[slot] || (view.FillingSlots[slot] && view.Topology.Slots[slot].Primary == index);
        if (!isSame)
            End();
        return isSame;
    }

    /// <summary>Its slots are not filled, or no longer wanted.</summary>
    public void End()
    {
        _isOver = true;
        _timer?.Cancel();
        _connection?.Close();
    }

    public void OnConnected(Connection connection)
    {
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        var consumed = 0;
        while (!_isOver && _connection is not null)
        {
            var rest = data[consumed..];
            if (rest.IsEmpty)
                break;
            var used = (RespPrefix)rest[0] == RespPrefix.Array ? OnChunk(rest) : OnLine(rest);
            if (used == 0)
                break;
            consumed += used;
        }

        return _isOver || _connection is null ? data.Length : consumed;
    }

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        if (!ReferenceEquals(connection, _connection))
            return;
        _connection = null;
        _timer?.Cancel();
        if (_isOver)
            return;
        Log.FillBroke(_filler.Node.Log, _source.Name, reason?.Message ?? "closed by the source");
        _timer = _filler.Loop.Schedule(NextDelay(), static self => ((FillStream)self!).Connect(), this);
        _filler.Broke();
    }

    private TimeSpan NextDelay()
    {
        if (!_isFull)
            return RetryDelay;
        _isFull = false;
        var delay = _fullRetryDelay;
        _fullRetryDelay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, FullRetryDelayMax.Ticks));
        Problem = $"filling {SlotCount} slots from {_source.Name} waits: memory is full";
        return delay;
    }

    private void Connect()
    {
        _parser = new RespRequestParser(RespLimits.Default with { BulkBytesMax = int.MaxValue / 2 });
        _cursor = 0;
        _entries = 0;
        _connection = _filler.Loop.Connect(NodeAddress.Parse(_address), this, ConnectTimeout, _filler.Node.Tls?.ToNodes);
        var writer = new RespWriter(_connection.Output, RespVersion.Resp2);
        _greetingReplies = 1;
        if (_filler.Node.Password.IsRequired)
        {
            PeerProtocol.WriteAuthenticate(writer, _filler.Node.Password.Bytes);
            _greetingReplies++;
        }

        PeerProtocol.WritePeer(writer, _filler.Node.Options.Name);
        Fetch();
    }

    private void Fetch()
    {
        PeerProtocol.WriteFetch(
            new RespWriter(_connection!.Output, RespVersion.Resp2), _filler.Epoch, _ranges, _cursor);
        _timer?.Cancel();
        _timer = _filler.Loop.Schedule(
            ChunkTimeout, static self => ((FillStream)self!)._connection?.Abort(), this);
    }

    private int OnLine(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf(RespLiterals.Crlf);
        if (end < 0)
            return 0;
        // The source may learn the topology a moment later than we: start over until it has.
        if ((RespPrefix)data[0] == RespPrefix.SimpleError)
            throw new InvalidDataException($"refused: {Encoding.Latin1.GetString(data[1..end])}");
        if (_greetingReplies-- == 0)
            throw new InvalidDataException("an answer to nothing");
        return end + RespLiterals.Crlf.Length;
    }

    private int OnChunk(ReadOnlySpan<byte> data)
    {
        // An array of bulk strings has the form of a request.
        var status = _parser.TryParse(data, out var consumed, out var chunk);
        if (status == RespStatus.NeedMoreData)
            return consumed;
        if (status == RespStatus.Invalid || !PeerProtocol.TryReadUnsigned(chunk[0], out _cursor))
            throw new InvalidDataException("not a chunk of entries");
        for (var i = 1; i + FetchReply.ElementsPerEntry <= chunk.Count; i += FetchReply.ElementsPerEntry)
            Merge(chunk[i], chunk[i + 1], chunk[i + 2]);
        var entries = (chunk.Count - 1) / FetchReply.ElementsPerEntry;
        _entries += entries;
        _filler.CountEntries(entries);
        if (_cursor != 0)
        {
            Fetch();
            return consumed;
        }

        Log.FillCompleted(_filler.Node.Log, SlotCount, _source.Name, _entries);
        End();
        _filler.Completed(this);
        return consumed;
    }

    private void Merge(ReadOnlySpan<byte> header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        if (!PeerProtocol.TryReadEntry(header, key, payload, out var entry))
            throw new InvalidDataException("not an entry");
        var status = _filler.Node.Engine.Merge(entry);
        _isFull = status == EngineStatus.OutOfMemory;
        if (status is not (EngineStatus.Ok or EngineStatus.Stale))
            throw new InvalidDataException($"an entry could not be taken: {status}");
    }
}
