using System.Numerics;
using System.Runtime.CompilerServices;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Eviction;

/// <summary>
/// Remembers evictions in four bytes each: 16 bits of the hash, the queue, and when in units of a part of the
/// capacity. A line of 16 belongs to a range of hashes and forgets its oldest first. Growing moves the ranges
/// and so forgets most, which costs a few hits and no correctness.
/// </summary>
internal unsafe struct GhostTable(int linesPerPageShift, ShardMemory memory)
{
    /// <summary>Steps of age in a capacity's worth of evictions.</summary>
    private const int StepsPerCapacity = 4096;

    /// <summary>Ghosts of the small queue are remembered for this share of the entry count in evictions.</summary>
    private const int MemoryPercent = 90;

    /// <summary>An eviction is recent within this part of the entry count.</summary>
    private const int RecentDivisor = 20;

    private LinePages _lines = new(linesPerPageShift, memory);
    private long _step = 1;
    private long _smallEvictions;
    private long _mainEvictions;

    public readonly long Bytes => _lines.Bytes;

    /// <summary>Makes room for as many ghosts as there are entries.</summary>
    public void Fit(long entryCount)
    {
        if (_lines.LineCount * (long)GhostLine.Ghosts >= entryCount)
            return;
        var pages = _lines.PageCount + Math.Max(1, _lines.PageCount / 8);
        var wanted = (entryCount / GhostLine.Ghosts / _lines.LinesPerPage) + 1;
        while (_lines.PageCount < Math.Max(pages, wanted))
            _lines.AddPage();
        _step = Math.Max(1, entryCount / StepsPerCapacity);
    }

    /// <summary>A page towards as many ghosts as there are entries; for as long as there are none, whose places it would move.</summary>
    public void Grow(long entryCount)
    {
        if (_smallEvictions + _mainEvictions != 0 || _lines.LineCount * (long)GhostLine.Ghosts >= entryCount)
            return;
        _lines.AddPage();
        _step = Math.Max(1, entryCount / StepsPerCapacity);
    }

    public void Remember(uint hash, LogQueue queue, long entryCount)
    {
        if (_lines.LineCount == 0)
            return;
        var evictions = queue == LogQueue.Main ? ++_mainEvictions : ++_smallEvictions;
        var ghost = (Fingerprint(hash) << GhostLine.FingerprintShift)
            | (queue == LogQueue.Main ? GhostLine.MainFlag : 0)
            | TimeOf(evictions);
        var line = LineOf(hash);
        line[OldestIn(line, entryCount)] = ghost;
    }

    /// <summary>Looks a key up and forgets it.</summary>
    public GhostHit Take(uint hash, long entryCount)
    {
        if (_lines.LineCount == 0)
            return GhostHit.None;
        var line = LineOf(hash);
        var found = GhostLine.Matches(line, Fingerprint(hash));
        if (found == 0)
            return GhostHit.None;
        var place = BitOperations.TrailingZeroCount(found);
        var ghost = line[place];
        line[place] = 0;
        var age = Age(ghost);
        var isRecent = age < Math.Max(4, entryCount / RecentDivisor);
        if ((ghost & GhostLine.MainFlag) != 0)
            return isRecent ? GhostHit.FromMainRecently : GhostHit.None;
        if (age >= Math.Max(1, entryCount * MemoryPercent / 100))
            return GhostHit.None;
        return isRecent ? GhostHit.FromSmallRecently : GhostHit.FromSmall;
    }

    public readonly void Prefetch(uint hash) => Prefetching.Fetch(_lines.Peek(LineIndexOf(hash)));

    public void Clear()
    {
        _lines.Clear();
        _smallEvictions = 0;
        _mainEvictions = 0;
        _step = 1;
    }

    private readonly int OldestIn(uint* line, long entryCount)
    {
        var recent = (int)Math.Min(entryCount / RecentDivisor / _step, GhostLine.StaleRank);
        return GhostLine.Oldest(line, (int)TimeOf(_smallEvictions), (int)TimeOf(_mainEvictions), recent);
    }

    private static uint Fingerprint(uint hash) => hash & ushort.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint* LineOf(uint hash) => (uint*)_lines.Line(LineIndexOf(hash));

    private readonly uint LineIndexOf(uint hash) => (uint)((hash * (ulong)_lines.LineCount) >> 32);

    // Never 0, so that no ghost looks like an empty place.
    private readonly uint TimeOf(long evictions) => (uint)(evictions / _step % GhostLine.TimeMask) + 1;

    /// <summary>Evictions of the same queue since.</summary>
    private readonly long Age(uint ghost)
    {
        var now = TimeOf((ghost & GhostLine.MainFlag) != 0 ? _mainEvictions : _smallEvictions);
        var steps = (long)now - (ghost & GhostLine.TimeMask);
        return (steps < 0 ? steps + GhostLine.TimeMask : steps) * _step;
    }
}
