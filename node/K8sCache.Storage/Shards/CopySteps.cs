using K8sCache.Storage.Eviction;
using K8sCache.Storage.Hashes;
using K8sCache.Storage.Kinds;
using K8sCache.Storage.Lists;
using K8sCache.Storage.Segments;
using K8sCache.Storage.SortedSets;
using K8sCache.Storage.Steps;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>Large values travel to copies as what was changed in them.</summary>
internal sealed class CopySteps<TPolicy>(
    EntryTable table, EntryWriter<TPolicy> writer, ValueEdits<TPolicy> edits, CopyStates<TPolicy> states, VersionClock clock, StepLogs logs)
    where TPolicy : struct, IEvictionPolicy
{
    // Upper bound of what a byte of a change, its kind among them, makes of a collection's memory.
    private const int BytesPerChangedByte = 24;

    private readonly EngineContext _context = table.Context;

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

    /// <summary>Visits the last changes of the key's value; the whole of it where they are not known or not worth it.</summary>
    public void Visit<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct
    {
        var entry = table.Find(hash, key);
        if (!TryVisit(hash, entry, ref visitor))
            states.Visit(entry, key, ref visitor);
    }

    /// <summary>Takes another copy's changes.</summary>
    public EngineStatus Advance(uint hash, in EntrySteps steps)
    {
        clock.Observe(steps.Version.Clock);
        var existing = table.Find(hash, steps.Key);
        if (states.IsKnown(existing, steps.Key, steps.Version))
            return EngineStatus.Stale;
        if (existing.IsNone || existing.Item.Kind != steps.Kind
            || !StepChain.TryFrom(steps.Chain, existing.Item.Version(_context.Nodes), out var chain))
        {
            return EngineStatus.OtherBase;
        }

        existing.Slot.CountUse();
        var editor = edits.Edit(hash, steps.Key, existing, _context.NowMs, recorder: null);
        bool isRun;
        try
        {
            isRun = TryRun(ref editor, chain);
        }
        catch
        {
            edits.RemoveHalfDone(editor);
            throw;
        }

        if (!isRun)
        {
            // Better none than half of one; it is sent whole next.
            writer.Remove(hash, editor.Entry);
            return EngineStatus.OtherBase;
        }

        edits.End(editor, steps.ExpiresAtMs, steps.Version);
        return EngineStatus.Ok;
    }

    private bool TryVisit<TVisitor>(uint hash, in Entry entry, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct
    {
        if (!edits.IsWorthSteps(entry, out var bytes))
            return false;
        var item = entry.Item;
        var version = item.Version(_context.Nodes);
        return logs.TryFind(hash, version, out var log) && visitor.TryVisit(new EntrySteps
        {
            Key = item.Key,
            Version = version,
            Kind = item.Kind,
            ExpiresAtMs = item.ExpiresAtMs,
            Chain = log.Chain,
            StateBytes = bytes,
        });
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
}
