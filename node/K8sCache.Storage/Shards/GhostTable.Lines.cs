using System.Runtime.Intrinsics;

namespace K8sCache.Storage.Shards;

/// <summary>The sixteen ghosts of a line at once.</summary>
internal unsafe partial struct GhostTable
{
    // Steps of age are at most 32766.
    private const int StaleRank = 32767;
    private const int EmptyRank = 32768;

    /// <summary>Which ghosts are of this fingerprint, one bit each.</summary>
    private static uint MatchesIn(uint* line, uint fingerprint) =>
        MatchesOf(Vector256.Load(line), fingerprint) | (MatchesOf(Vector256.Load(line + 8), fingerprint) << 8);

    private static uint MatchesOf(Vector256<uint> ghosts, uint fingerprint)
    {
        var isOfIt = Vector256.Equals(ghosts >>> FingerprintShift, Vector256.Create(fingerprint));
        return Vector256.AndNot(isOfIt, Vector256.Equals(ghosts, Vector256<uint>.Zero)).ExtractMostSignificantBits();
    }

    /// <summary>The place to write over: an empty one, else a ghost of main that is not recent, else the oldest.</summary>
    private readonly int OldestIn(uint* line, long entryCount)
    {
        var recent = (int)Math.Min(entryCount / RecentDivisor / _step, StaleRank);
        var (small, main) = ((int)TimeOf(_smallEvictions), (int)TimeOf(_mainEvictions));
        // The first of equals wins: a lower place ranks higher.
        var oldest = Vector256.Max(
            RanksOf(Vector256.Load((int*)line), small, main, recent) | Vector256.Create(15, 14, 13, 12, 11, 10, 9, 8),
            RanksOf(Vector256.Load((int*)line + 8), small, main, recent) | Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0));
        var four = Vector128.Max(oldest.GetLower(), oldest.GetUpper());
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        var one = Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2)));
        return GhostsPerLine - 1 - (one.ToScalar() & (GhostsPerLine - 1));
    }

    /// <summary>Ages that make ghosts of both queues comparable, times sixteen: one of main is of no more use when it is not recent.</summary>
    private static Vector256<int> RanksOf(Vector256<int> ghosts, int smallTime, int mainTime, int recent)
    {
        var isSmall = Vector256.Equals(ghosts & Vector256.Create((int)MainFlag), Vector256<int>.Zero);
        var now = Vector256.ConditionalSelect(isSmall, Vector256.Create(smallTime), Vector256.Create(mainTime));
        var steps = now - (ghosts & Vector256.Create((int)TimeMask));
        steps += Vector256.LessThan(steps, Vector256<int>.Zero) & Vector256.Create((int)TimeMask);
        var isStale = Vector256.AndNot(Vector256.GreaterThan(steps, Vector256.Create(recent)), isSmall);
        var ranks = Vector256.ConditionalSelect(isStale, Vector256.Create(StaleRank), steps);
        ranks = Vector256.ConditionalSelect(Vector256.Equals(ghosts, Vector256<int>.Zero), Vector256.Create(EmptyRank), ranks);
        return ranks << 4;
    }
}
