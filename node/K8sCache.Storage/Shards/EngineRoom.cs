using K8sCache.Storage.Eviction;

namespace K8sCache.Storage.Shards;

/// <summary>Room that a shard has not: taken from the others, so that what one key needs does not depend on where it is.</summary>
internal sealed class EngineRoom(EngineContext context, CacheShard<S3FifoPolicy>[] shards)
{
    // Tries of a write to get room that others take away again.
    private const int RoomTries = 64;

    // Entries swept for others before a shard that has little is asked.
    private const int StepsOfGiving = 128;

    /// <summary>
    /// Makes room for a write that its shard could not make room for alone, from whichever shard has most; false = refuse
    /// the write.
    /// </summary>
    public bool Make(long bytes, ref int tries)
    {
        if (bytes > context.Memory.LimitBytes || ++tries > RoomTries)
            return false;
        var wanted = Math.Max(bytes, context.SegmentBytes);
        do
        {
            if (!TryGiveBack())
                return false;
        }
        while (!context.Memory.Fits(wanted));
        return true;
    }

    /// <summary>Meets the limit again after growth that nobody could foresee (an index's page, a dictionary's doubling).</summary>
    public void Trim()
    {
        while (context.Memory.IsExceeded && TryGiveBack())
        {
            // Giving back is the whole of it.
        }
    }

    /// <summary>Takes about a segment from the shard that has most, or the next that has any to give.</summary>
    private bool TryGiveBack()
    {
        // Free segments of those that have their share cost nobody anything; sweeping for one takes a fraction of a millisecond.
        foreach (var shard in shards)
        {
            if (shard.HasSpare && shard.Bytes >= context.FairShareBytes && shard.GiveSpareBack() > 0)
                return true;
        }

        var richest = 0;
        for (var i = 1; i < shards.Length; i++)
        {
            if (shards[i].Bytes > shards[richest].Bytes)
                richest = i;
        }

        // A piece of the way to a segment, then one of those that should keep theirs: so no write does all of it.
        if (shards[richest].GiveBack(StepsOfGiving) > 0)
            return true;
        foreach (var shard in shards)
        {
            if (shard.HasSpare && shard.GiveSpareBack() > 0)
                return true;
        }

        for (var i = 0; i < shards.Length; i++)
        {
            if (shards[(richest + i) & (shards.Length - 1)].GiveBack() > 0)
                return true;
        }

        return false;
    }
}
