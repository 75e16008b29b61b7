using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace K8sCache.Storage.Eviction;

/// <summary>
/// The sixteen ghosts of a line at once: by the widest vectors of use that the processor has (AVX2, AdvSimd or SSE), or
/// ghost by ghost where it has none.
/// </summary>
internal static unsafe class GhostLine
{
    public const int Ghosts = 16;
    public const int FingerprintShift = 16;
    public const uint MainFlag = 1u << 15;
    public const uint TimeMask = MainFlag - 1;

    // Steps of age are at most 32766.
    public const int StaleRank = 32767;
    private const int EmptyRank = 32768;

    // Ranks stand above the place, and a lower place ranks higher: the first of equals wins.
    private const int PlaceBits = 4;

    /// <summary>Which ghosts are of this fingerprint, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Matches(uint* line, uint fingerprint)
    {
        if (Vector256.IsHardwareAccelerated)
            return MatchesBy256(line, fingerprint);
        return Vector128.IsHardwareAccelerated ? MatchesBy128(line, fingerprint) : MatchesByGhost(line, fingerprint);
    }

    /// <summary>The place to write over: an empty one, else a ghost of main that is not recent, else the oldest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Oldest(uint* line, int smallTime, int mainTime, int recent)
    {
        if (Vector256.IsHardwareAccelerated)
            return OldestBy256(line, smallTime, mainTime, recent);
        return Vector128.IsHardwareAccelerated
            ? OldestBy128(line, smallTime, mainTime, recent)
            : OldestByGhost(line, smallTime, mainTime, recent);
    }

    internal static uint MatchesBy256(uint* line, uint fingerprint) =>
        MatchesOf(Vector256.Load(line), fingerprint).ExtractMostSignificantBits()
        | (MatchesOf(Vector256.Load(line + 8), fingerprint).ExtractMostSignificantBits() << 8);

    internal static uint MatchesBy128(uint* line, uint fingerprint) => Vector128.Narrow(
        Vector128.Narrow(MatchesOf(Vector128.Load(line), fingerprint), MatchesOf(Vector128.Load(line + 4), fingerprint)),
        Vector128.Narrow(MatchesOf(Vector128.Load(line + 8), fingerprint), MatchesOf(Vector128.Load(line + 12), fingerprint)))
        .ExtractMostSignificantBits();

    internal static uint MatchesByGhost(uint* line, uint fingerprint)
    {
        uint bits = 0;
        for (var place = 0; place < Ghosts; place++)
            bits |= line[place] != 0 && line[place] >> FingerprintShift == fingerprint ? 1u << place : 0;
        return bits;
    }

    internal static int OldestBy256(uint* line, int smallTime, int mainTime, int recent)
    {
        var oldest = Vector256.Max(
            RanksOf(Vector256.Load((int*)line), smallTime, mainTime, recent) | Vector256.Create(15, 14, 13, 12, 11, 10, 9, 8),
            RanksOf(Vector256.Load((int*)line + 8), smallTime, mainTime, recent) | Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0));
        return PlaceOf(Vector128.Max(oldest.GetLower(), oldest.GetUpper()));
    }

    internal static int OldestBy128(uint* line, int smallTime, int mainTime, int recent)
    {
        var first = Vector128.Max(
            RanksOf(Vector128.Load((int*)line), smallTime, mainTime, recent) | Vector128.Create(15, 14, 13, 12),
            RanksOf(Vector128.Load((int*)line + 4), smallTime, mainTime, recent) | Vector128.Create(11, 10, 9, 8));
        var second = Vector128.Max(
            RanksOf(Vector128.Load((int*)line + 8), smallTime, mainTime, recent) | Vector128.Create(7, 6, 5, 4),
            RanksOf(Vector128.Load((int*)line + 12), smallTime, mainTime, recent) | Vector128.Create(3, 2, 1, 0));
        return PlaceOf(Vector128.Max(first, second));
    }

    internal static int OldestByGhost(uint* line, int smallTime, int mainTime, int recent)
    {
        var (oldest, rank) = (0, -1);
        for (var place = 0; place < Ghosts; place++)
        {
            var other = RankOf(line[place], smallTime, mainTime, recent);
            if (other > rank)
                (oldest, rank) = (place, other);
        }

        return oldest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> MatchesOf(Vector256<uint> ghosts, uint fingerprint) => Vector256.AndNot(
        Vector256.Equals(ghosts >>> FingerprintShift, Vector256.Create(fingerprint)), Vector256.Equals(ghosts, Vector256<uint>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> MatchesOf(Vector128<uint> ghosts, uint fingerprint) => Vector128.AndNot(
        Vector128.Equals(ghosts >>> FingerprintShift, Vector128.Create(fingerprint)), Vector128.Equals(ghosts, Vector128<uint>.Zero));

    private static int PlaceOf(Vector128<int> four)
    {
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        var one = Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2)));
        return Ghosts - 1 - (one.ToScalar() & (Ghosts - 1));
    }

    /// <summary>An age that makes ghosts of both queues comparable: one of main is of no more use when it is not recent.</summary>
    private static int RankOf(uint ghost, int smallTime, int mainTime, int recent)
    {
        if (ghost == 0)
            return EmptyRank;
        var isMain = (ghost & MainFlag) != 0;
        var steps = (isMain ? mainTime : smallTime) - (int)(ghost & TimeMask);
        steps += steps < 0 ? (int)TimeMask : 0;
        return isMain && steps > recent ? StaleRank : steps;
    }

    /// <summary>As <see cref="RankOf"/>, with room for the place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> RanksOf(Vector256<int> ghosts, int smallTime, int mainTime, int recent)
    {
        var isSmall = Vector256.Equals(ghosts & Vector256.Create((int)MainFlag), Vector256<int>.Zero);
        var now = Vector256.ConditionalSelect(isSmall, Vector256.Create(smallTime), Vector256.Create(mainTime));
        var steps = now - (ghosts & Vector256.Create((int)TimeMask));
        steps += Vector256.LessThan(steps, Vector256<int>.Zero) & Vector256.Create((int)TimeMask);
        var isStale = Vector256.AndNot(Vector256.GreaterThan(steps, Vector256.Create(recent)), isSmall);
        var ranks = Vector256.ConditionalSelect(isStale, Vector256.Create(StaleRank), steps);
        return Vector256.ConditionalSelect(Vector256.Equals(ghosts, Vector256<int>.Zero), Vector256.Create(EmptyRank), ranks) << PlaceBits;
    }

    /// <inheritdoc cref="RanksOf(Vector256{int}, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> RanksOf(Vector128<int> ghosts, int smallTime, int mainTime, int recent)
    {
        var isSmall = Vector128.Equals(ghosts & Vector128.Create((int)MainFlag), Vector128<int>.Zero);
        var now = Vector128.ConditionalSelect(isSmall, Vector128.Create(smallTime), Vector128.Create(mainTime));
        var steps = now - (ghosts & Vector128.Create((int)TimeMask));
        steps += Vector128.LessThan(steps, Vector128<int>.Zero) & Vector128.Create((int)TimeMask);
        var isStale = Vector128.AndNot(Vector128.GreaterThan(steps, Vector128.Create(recent)), isSmall);
        var ranks = Vector128.ConditionalSelect(isStale, Vector128.Create(StaleRank), steps);
        return Vector128.ConditionalSelect(Vector128.Equals(ghosts, Vector128<int>.Zero), Vector128.Create(EmptyRank), ranks) << PlaceBits;
    }
}
