using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Eviction;
using K8sCache.Storage.Keys;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Steps;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>
/// One part of the key space under one short lock: an index over a log of segments, all of it in native memory. Entries
/// are written to the end of the small queue's log; a sweep from its oldest end, a few entries with each write,
/// moves on what was used and evicts what was not. What is done to them is done by the shard's parts; here is the lock, and the
/// way in that most requests take.
/// </summary>
/// <remarks>
/// Invariants, checked by <see cref="CheckAccounting"/>: every entry in the log that is not dead has exactly one slot
/// in the index and the other way round; the counts of bytes and entries equal the sums over them.
/// </remarks>
internal sealed class CacheShard<TPolicy>
    where TPolicy : struct, IEvictionPolicy
{
    /// <summary>Answered by writes that this shard alone cannot make room for: the engine does, and asks again.</summary>
    public const EngineStatus NeedsRoom = (EngineStatus)(-1);

    // Giving this much back takes a fraction of a millisecond.
    private const long FreedAtOnceBytes = 1024 * 1024;

    // The system call takes as long as so many entries.
    private const int WorkOfRelease = 64;

    private const int IndexStepsPerHold = 16;

    private readonly EngineContext _context;
    private readonly Func<ShardMemory, TPolicy> _newPolicy;
    private readonly VersionClock _clock;

    private ShardLock _gate;
    private EntryTable _table;
    private ShardMemory _memory;
    private EntryWriter<TPolicy> _writer;
    private RoomMaker<TPolicy> _room;
    private ValueEdits<TPolicy> _edits;
    private CopyStates<TPolicy> _states;
    private CopySteps<TPolicy> _steps;
    private StepLogs _stepLogs;
    private SegmentPlaces _places;
    private Compactor _compactor;
    private ExpiryWalk<TPolicy> _walk;

    public CacheShard(EngineContext context, Func<ShardMemory, TPolicy> newPolicy)
    {
        _context = context;
        _newPolicy = newPolicy;
        Counts = new EntryCounts(context);
        _clock = new VersionClock(context);
        StartEmpty();
    }

    /// <summary>Bytes of the budget that are this shard's.</summary>
    public long Bytes => _memory.Bytes;

    public long ObjectBytes => _table.Larges.Bytes;

    /// <summary>Whether it may have a free segment; read without the lock.</summary>
    public bool HasSpare => _table.Log.FreeCount > 0;

    /// <summary>What it holds and did; read without the lock.</summary>
    public EntryCounts Counts { get; }

    /// <summary>
    /// Units of work that operations did beyond their own: entries swept, moved or compacted, buckets moved, and what
    /// giving a segment back takes. Each is a fraction of a microsecond.
    /// </summary>
    public long Work => Counts.Work + _table.Index.MovedBuckets + (_table.Log.ReleasedSegments * WorkOfRelease);

    /// <summary>Times all segments were looked through for one worth walking. For tests.</summary>
    public long WalkSearches => _walk.Searches;

    /// <summary>
    /// Has the processor fetch what a write of a key with this hash will look at first. Needs no lock, and is worth
    /// it when enough work lies between.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(uint hash)
    {
        _table.Index.Prefetch(hash);
        _writer.Policy.Prefetch(hash);
    }

    public void PrefetchBucket(uint hash) => _table.Index.Prefetch(hash);

    /// <summary>Has the processor fetch the entry with this hash; worth it when what a search looks at was fetched before.</summary>
    public void PrefetchEntry(uint hash)
    {
        if (_context.Arena.StaysMapped && _table.Index.PeekAddress(hash) is not 0 and var address)
            _table.Log.Prefetch(address);
    }

    public EngineStatus Get<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        var entry = FindUsed(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (entry.Item.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        visitor.Visit(entry.Item.Payload);
        return EngineStatus.Ok;
    }

    public EngineStatus StringLength(uint hash, ReadOnlySpan<byte> key, out int length)
    {
        using var held = _gate.EnterScope();
        return _edits.StringLength(hash, key, out length);
    }

    public EngineStatus Set<TVisitor>(
        uint hash,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        in SetOptions options,
        ref TVisitor old,
        long needs)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        if (!HasRoom(needs))
            return NeedsRoom;
        var nowMs = _context.NowMs;
        var entry = FindLive(hash, key);
        if (options.VisitOld && !entry.IsNone)
        {
            if (entry.Item.Kind != EntryKind.String)
                return EngineStatus.WrongType;
            old.Visit(entry.Item.Payload);
        }

        if (options.Condition == (entry.IsNone ? SetCondition.IfPresent : SetCondition.IfAbsent))
            return EngineStatus.ConditionFailed;

        var expiresAtMs = options.KeepExpiry && !entry.IsNone ? entry.Item.ExpiresAtMs : options.ExpiresAtMs;
        _writer.WriteString(hash, entry, key, value, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Increment(uint hash, ReadOnlySpan<byte> key, long delta, out long sum, long needs)
    {
        using var held = _gate.EnterScope();
        sum = 0;
        return HasRoom(needs) ? _edits.Increment(hash, key, delta, out sum) : NeedsRoom;
    }

    public EngineStatus Append(uint hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength, long needs)
    {
        using var held = _gate.EnterScope();
        newLength = value.Length;
        return HasRoomToUpdate(hash, key, needs) ? _edits.Append(hash, key, value, out newLength) : NeedsRoom;
    }

    public EngineStatus Read<TReader>(uint hash, ReadOnlySpan<byte> key, ref TReader reader, bool use)
        where TReader : IValueReader, allows ref struct
    {
        using var held = _gate.EnterScope();
        return _edits.Read(hash, key, ref reader, use);
    }

    public EngineStatus Update<TUpdate>(uint hash, ReadOnlySpan<byte> key, ref TUpdate update, long needs)
        where TUpdate : IValueUpdate, allows ref struct
    {
        using var held = _gate.EnterScope();
        return HasRoomToUpdate(hash, key, needs) ? _edits.Update(hash, key, ref update) : NeedsRoom;
    }

    public EntryKind KindOf(uint hash, ReadOnlySpan<byte> key, bool use)
    {
        using var held = _gate.EnterScope();
        var entry = use ? FindUsed(hash, key) : FindLive(hash, key);
        return entry.IsNone ? EntryKind.None : entry.Item.Kind;
    }

    public bool Delete(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = _gate.EnterScope();
        return _edits.Delete(hash, key);
    }

    public EngineStatus GetExpiry(uint hash, ReadOnlySpan<byte> key, out long expiresAtMs)
    {
        using var held = _gate.EnterScope();
        return _edits.GetExpiry(hash, key, out expiresAtMs);
    }

    /// <inheritdoc cref="ValueEdits{TPolicy}.SetExpiry"/>
    public EngineStatus SetExpiry(uint hash, ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions)
    {
        using var held = _gate.EnterScope();
        return _edits.SetExpiry(hash, key, expiresAtMs, conditions);
    }

    public EngineStatus Describe(uint hash, ReadOnlySpan<byte> key, out EntryFacts facts)
    {
        using var held = _gate.EnterScope();
        var entry = FindLive(hash, key);
        facts = entry.IsNone ? default : _table.FactsOf(entry);
        return entry.IsNone ? EngineStatus.Missing : EngineStatus.Ok;
    }

    /// <inheritdoc cref="EntryTable.Scan"/>
    public ulong Scan<TVisitor>(ulong from, ref int remaining, ref TVisitor visitor)
        where TVisitor : IKeyVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        return _table.Scan(from, ref remaining, ref visitor);
    }

    /// <summary>Visits the key's state, as other copies are to have it.</summary>
    public void Snapshot<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        _states.Visit(_table.Find(hash, key), key, ref visitor);
    }

    /// <summary>As <see cref="Snapshot"/>, the last changes instead of the state where these are known and worth it.</summary>
    public void SnapshotSteps<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        _steps.Visit(hash, key, ref visitor);
    }

    /// <summary>Takes another copy's state if it is younger than ours.</summary>
    public EngineStatus Merge(uint hash, in EntryState state, long needs)
    {
        using var held = _gate.EnterScope();
        return HasRoom(needs) ? _states.Merge(hash, state) : NeedsRoom;
    }

    /// <summary>Takes another copy's changes.</summary>
    public EngineStatus Advance(uint hash, in EntrySteps steps, long needs)
    {
        using var held = _gate.EnterScope();
        return HasRoomToUpdate(hash, steps.Key, needs) ? _steps.Advance(hash, steps) : NeedsRoom;
    }

    public ulong ClockOf(uint hash, ReadOnlySpan<byte> key)
    {
        using var held = _gate.EnterScope();
        return _states.ClockOf(hash, key);
    }

    public bool Supersede(uint hash, ReadOnlySpan<byte> key, ulong clock)
    {
        using var held = _gate.EnterScope();
        return _states.Supersede(hash, key, clock);
    }

    /// <inheritdoc cref="CopyStates{TPolicy}.VisitSlots"/>
    public ulong VisitSlots<TVisitor>(ulong from, ReadOnlySpan<bool> slots, ref long remainingBytes, ref TVisitor visitor)
        where TVisitor : IEntryVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        return _states.VisitSlots(from, slots, ref remainingBytes, ref visitor);
    }

    /// <inheritdoc cref="CopyStates{TPolicy}.RemoveSlots"/>
    public ulong RemoveSlots(ulong from, ReadOnlySpan<bool> slots, ulong upToClock)
    {
        using var held = _gate.EnterScope();
        return _states.RemoveSlots(from, slots, upToClock);
    }

    /// <summary>Gives no version up to this clock any more.</summary>
    public void Observe(ulong clock)
    {
        using var held = _gate.EnterScope();
        _clock.Observe(clock);
    }

    /// <summary>A clock higher than every version given or merged here.</summary>
    public ulong NextClock()
    {
        using var held = _gate.EnterScope();
        return _clock.Next(_context.NowMs).Clock;
    }

    /// <inheritdoc cref="ExpiryWalk{TPolicy}.GoOn"/>
    public bool SweepExpired(out int removed)
    {
        using var held = _gate.EnterScope();
        return _walk.GoOn(out removed);
    }

    /// <inheritdoc cref="ExpiryWalk{TPolicy}.NextMs"/>
    public long NextSweepMs()
    {
        using var held = _gate.EnterScope();
        return _walk.NextMs();
    }

    /// <inheritdoc cref="Compactor.CompactSome"/>
    public bool CompactSome(out bool freesMuch)
    {
        using var held = _gate.EnterScope();
        return _compactor.CompactSome(out freesMuch);
    }

    /// <summary>Moves some buckets of an index that holds much less than it did; false when it is small enough.</summary>
    public bool ShrinkIndex()
    {
        using var held = _gate.EnterScope();
        return _table.Index.Tighten(IndexStepsPerHold);
    }

    /// <summary>Gives segments back that are free already; bytes given back.</summary>
    public long GiveSpareBack()
    {
        using var held = _gate.EnterScope();
        return _table.Log.ReleaseFree(0);
    }

    /// <inheritdoc cref="RoomMaker{TPolicy}.GiveBack"/>
    public long GiveBack(int steps = int.MaxValue)
    {
        using var held = _gate.EnterScope();
        return _room.GiveBack(steps);
    }

    /// <summary>Drops everything at once; the memory is given back to the system behind the callers' backs.</summary>
    /// <param name="atOnce">Whether that is waited for.</param>
    public void Clear(bool atOnce = false)
    {
        using var held = _gate.EnterScope();
        var (log, writer) = (_table.Log, _writer);
        _memory.Detach();
        StartEmpty();
        if (atOnce || log.Bytes <= FreedAtOnceBytes)
            writer.Free();
        else
            ThreadPool.UnsafeQueueUserWorkItem(_ => writer.Free(), null);
    }

    /// <summary>
    /// Walks log and index and recounts everything; null when they agree with each other and with the running counts, else
    /// what differs.
    /// </summary>
    public string? CheckAccounting()
    {
        using var held = _gate.EnterScope();
        return new ShardAudit(_table, Counts, _places).Check(_memory.Bytes, _stepLogs.Bytes + _writer.Policy.Bytes);
    }

    /// <summary>As the writer's, from what lies here: most requests come this way, and it costs them no other object.</summary>
    private Entry FindLive(uint hash, ReadOnlySpan<byte> key) =>
        _table.TryFindLive(hash, key, out var entry) ? entry : _writer.Expire(hash, entry);

    private Entry FindUsed(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = FindLive(hash, key);
        if (!entry.IsNone)
            entry.Slot.CountUse();
        return entry;
    }

    /// <summary>Whether so much may be written now; near the limit it sweeps for it.</summary>
    private bool HasRoom(long bytes) =>
        _context.Memory.Fits(_context.ComfortBytes + bytes) || _room.Make(bytes);

    /// <summary>As <see cref="HasRoom"/>, for a write that keeps what the entry holds: that may have to move.</summary>
    private bool HasRoomToUpdate(uint hash, ReadOnlySpan<byte> key, long bytes) =>
        _context.Memory.Fits(_context.ComfortBytes + bytes) || _room.MakeToUpdate(hash, key, bytes);

    [MemberNotNull(
        nameof(_memory), nameof(_writer), nameof(_room), nameof(_edits), nameof(_states), nameof(_steps), nameof(_stepLogs), nameof(_places),
        nameof(_compactor), nameof(_walk))]
    private void StartEmpty()
    {
        _memory = new ShardMemory(_context.Memory, _context.Arena, _context.Blocks);
        _table = new EntryTable(_context, _memory);
        Counts.Clear();
        _places = new SegmentPlaces(_context, _table.Log);
        _stepLogs = new StepLogs(_memory, _context.MaxStepLogBytes, _context.Evicts);
        _writer = new EntryWriter<TPolicy>(_table, Counts, _places, _clock, _newPolicy(_memory));
        _compactor = new Compactor(_table, Counts, _places);
        _walk = new ExpiryWalk<TPolicy>(_table, Counts, _places, _writer);
        _room = new RoomMaker<TPolicy>(
            _table, _memory, Counts, _places, _writer, _compactor, new EvictionSweep<TPolicy>(_table, _memory, Counts, _places, _writer));
        _edits = new ValueEdits<TPolicy>(_table, _writer, _clock, _stepLogs);
        _states = new CopyStates<TPolicy>(_table, _writer, _edits, _clock);
        _steps = new CopySteps<TPolicy>(_table, _writer, _edits, _states, _clock, _stepLogs);
    }
}
