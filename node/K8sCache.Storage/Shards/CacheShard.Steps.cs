using K8sCache.Storage.Hashes;
using K8sCache.Storage.Lists;
using K8sCache.Storage.SortedSets;
using K8sCache.Storage.Steps;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>Large values travel as what was changed in them.</summary>
internal sealed partial class CacheShard<TPolicy>
{
    // Upper bound of what a byte of a change, its kind among them, makes of a collection's memory.
    private const int BytesPerChangedByte = 24;

    /// <summary>Most bytes the steps may add; 0 = they add none.</summary>
    public static long NeedsOf(in EntrySteps steps, int oldStringLength)
    {
        if (steps.Kind != EntryKind.String)
            return steps.Chain.Length * BytesPerChangedByte + Math.Max(LargeSortedSet.ChangeBytes, LargeList.ChangeBytes);
        long length = oldStringLength;
        for (var offset = 0; StepChain.TryRead(steps.Chain, ref offset, out _, out var changes);)
        {
            var reader = new StepReader(changes);
            while (reader.ReadKind() == StepKind.BytesWritten && reader.TryReadInteger(out var at) && reader.TryReadText(out var bytes))
                length = Math.Max(length, at + (long)bytes.Length);
        }

        return StringGrowth.Reserve(oldStringLength, length);
    }

    public void SnapshotSteps<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        var entry = Find(hash, key);
        if (!VisitSteps(hash, entry, ref visitor))
            VisitState(entry, key, ref visitor);
    }

    /// <summary>Takes another copy's changes.</summary>
    public EngineStatus Advance(uint hash, in EntrySteps steps, long needs)
    {
        using var held = _gate.EnterScope();
        if (!HasRoomToUpdate(hash, steps.Key, needs))
            return NeedsRoom;
        _lastClock = Math.Max(_lastClock, steps.Version.Clock);
        var existing = Find(hash, steps.Key);
        var version = existing.IsNone ? default : existing.Item.Version(_context.Nodes);
        if (!existing.IsNone && version >= steps.Version)
            return EngineStatus.Stale;
        if (FlushClockOf(steps.Key) is var flushed and > 0 && flushed >= steps.Version.Clock)
            return EngineStatus.Stale;
        if (existing.IsNone || existing.Item.Kind != steps.Kind || !StepChain.TryFrom(steps.Chain, version, out var chain))
            return EngineStatus.OtherBase;
        existing.Slot.CountUse();
        var nowMs = _context.NowMs;
        var editor = new ValueEditor(this, hash, steps.Key, existing, nowMs, recorder: null);
        bool isRun;
        try
        {
            isRun = TryRun(ref editor, chain);
        }
        catch
        {
            RemoveHalfDone(hash, editor.Entry);
            throw;
        }

        if (LargeOf(editor.Entry) is { } large)
            _larges.Recharge(large);
        if (!isRun)
        {
            // Better none than half of one; it is sent whole next.
            Remove(hash, editor.Entry);
            return EngineStatus.OtherBase;
        }

        if (editor.IsDeleted)
        {
            Bury(hash, editor.Entry, steps.Version, nowMs);
            return EngineStatus.Ok;
        }

        ExpectPartExpiry(Finish(hash, editor.Entry, steps.ExpiresAtMs, steps.Version, nowMs));
        return EngineStatus.Ok;
    }

    private bool TryRun(scoped ref ValueEditor editor, ReadOnlySpan<byte> chain)
    {
        var offset = 0;
        while (StepChain.TryRead(chain, ref offset, out _, out var changes))
        {
            if (!StepPlayer.TryRun(ref editor, changes, _context.ElementSeed, _context.MaxValueBytes))
                return false;
        }

        // Of a hash what has expired here goes, and with its last field the hash.
        if (editor.Kind == EntryKind.Hash && editor.Exists)
            HashEdit.Finish(ref editor);
        return offset == chain.Length;
    }

    private bool VisitSteps<TVisitor>(uint hash, in Entry entry, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct
    {
        if (!IsWorthSteps(entry, out var bytes))
            return false;
        var item = entry.Item;
        var version = item.Version(_context.Nodes);
        return _steps.TryFind(hash, version, out var log) && visitor.TryVisit(new EntrySteps
        {
            Key = item.Key,
            Version = version,
            Kind = item.Kind,
            ExpiresAtMs = item.ExpiresAtMs,
            Chain = log.Chain,
            StateBytes = bytes,
        });
    }

    private bool IsWorthSteps(in Entry entry, out long valueBytes)
    {
        valueBytes = 0;
        if (entry.IsNone)
            return false;
        valueBytes = LargeOf(entry)?.ChargedBytes ?? entry.Item.PayloadLength;
        return valueBytes >= StepLogs.MinValueBytes;
    }

    /// <summary>Begins to record what an update does to a large value that other copies have; null = nobody wants to know.</summary>
    private StepRecorder? Record(in Entry entry) =>
        _context.KeepSteps && IsWorthSteps(entry, out var bytes) ? _steps.Begin(entry.Item.Version(_context.Nodes), bytes) : null;
}
