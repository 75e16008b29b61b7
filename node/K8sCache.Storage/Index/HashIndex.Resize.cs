namespace K8sCache.Storage.Index;

/// <summary>Growing and shrinking, a few buckets with each change of the table, from one end of the hashes to the other.</summary>
internal sealed unsafe partial class HashIndex
{
    // Of eight slots a bucket: grow at 86 %, by an eighth; shrink below 43 %, by three eighths.
    private const uint GrowAtPercent = 86;
    private const uint ShrinkAtPercent = 43;

    // Behind the writers' backs, with time to spare, it is held closer.
    private const uint TightenAtPercent = 70;
    private const uint TightPercent = 78;

    private const int BucketsPerStep = 4;

    // From here on a bucket's hashes differ only in bits that the tag has.
    private const uint ExactFromBuckets = 1u << (32 - (64 - SlotRef.TagShift));

    // After a shrink that was given up: fewer entries than this part of those there were, before it is tried again.
    private const int EvenerDivisor = 8;

    // Taken out by a move, and without a place until the table has grown back a little.
    private readonly List<ulong> _homeless = [];

    private bool _shrinking;
    private long _unevenCount = long.MaxValue;

    /// <summary>Buckets moved since the beginning.</summary>
    public long MovedBuckets { get; private set; }

    private bool IsResizing => _high != 0;

    private bool MayShrink => _buckets.Lines.PageCount > 1 && Count < _unevenCount - (_unevenCount / EvenerDivisor);

    /// <summary>Goes on with a change of size; false when none is under way.</summary>
    public bool Step()
    {
        for (var i = 0; i < BucketsPerStep && IsResizing; i++)
            MoveBucket();
        SettleHomeless();
        return IsResizing;
    }

    /// <summary>Whether the table is at its smallest for what it holds; starts a shrink where it is not.</summary>
    public bool IsTight()
    {
        ShrinkIfEmpty();
        return !IsResizing;
    }

    /// <summary>
    /// Shrinks a table that much was removed from, or goes on with that, by so many steps; false when there is nothing to do.
    /// Growing is left to the writes it is for.
    /// </summary>
    public bool Tighten(int steps)
    {
        if (!IsResizing && MayShrink && Count < (long)_low * SlotsPerBucket * TightenAtPercent / 100)
            BeginResize((uint)((long)Count * 100 / (SlotsPerBucket * TightPercent)));
        if (!_shrinking)
            return false;
        while (steps-- > 0 && Step())
        {
            // Each moves a few buckets.
        }

        return true;
    }

    private static uint BucketsOf(uint lines) => lines - MaxDisplacement;

    private void Start()
    {
        _buckets.Lines.AddPage();
        _low = BucketsOf(_buckets.Lines.LineCount);
    }

    private void GrowIfFull()
    {
        if (IsResizing)
            Step();
        else if (Count >= (long)_low * SlotsPerBucket * GrowAtPercent / 100)
        {
            _unevenCount = long.MaxValue;
            BeginResize(_low + (_low / 8));
        }
    }

    private void ShrinkIfEmpty()
    {
        if (IsResizing)
            Step();
        else if (MayShrink && Count < (long)_low * SlotsPerBucket * ShrinkAtPercent / 100)
            BeginResize(_low * 5 / 8);
    }

    /// <summary>No place within reach: makes some at once. So rare that its length does not matter.</summary>
    private void GrowNow(ref int growths)
    {
        while (IsResizing)
            MoveBucket();
        BeginGrowth(ref growths);
        while (IsResizing)
            MoveBucket();
        SettleHomeless();
    }

    /// <summary>Only keys made to collide come to the end of this, and who does not know the process's seed cannot make them.</summary>
    private void BeginGrowth(ref int growths)
    {
        if (growths++ == MaxGrowthsAtOnce)
            throw new InvalidOperationException("the index has no place for an entry: its hashes are not spread");
        BeginResize(_low + (_low / 8));
    }

    private void BeginResize(uint buckets)
    {
        var perPage = (uint)_buckets.Lines.LinesPerPage;
        var pages = Math.Max(1, (buckets + MaxDisplacement + perPage - 1) / perPage);
        if (buckets > _low)
            pages = Math.Max(pages, (uint)_buckets.Lines.PageCount + 1);
        else if (pages >= _buckets.Lines.PageCount)
            return;
        while (_buckets.Lines.PageCount < pages)
            _buckets.Lines.AddPage();
        _high = BucketsOf(pages * perPage);
        _shrinking = _high < _low;
        if (!_shrinking)
            return;
        // What was the whole table is now the part from the frontier on.
        (_low, _high) = (_high, _low);
        _frontier = 0;
    }

    private void MoveBucket()
    {
        MovedBuckets++;
        var growing = !_shrinking;
        var from = growing ? _low : _high;
        var home = growing
            ? (uint)(((_frontier - 1) * from) >> 32)
            : (uint)((_frontier * from) >> 32);
        var to = growing ? BucketHashes.FirstHash(home, from) : BucketHashes.FirstHash(home + 1, from);
        var (first, end) = growing ? (to, _frontier) : (_frontier, to);
        Span<ulong> slots = stackalloc ulong[MaxGroup];
        Span<uint> hashes = stackalloc uint[MaxGroup];
        var count = _buckets.Gather(home, slots);
        var kept = 0;
        var exact = from >= ExactFromBuckets && !Meets(home);
        for (var i = 0; i < count; i++)
        {
            var hash = exact
                ? BucketHashes.Of(home, from, slots[i])
                : _hashes.HashAt(SlotRef.AddressOf(slots[i]));
            if (hash < first || hash >= end)
                continue;
            slots[kept] = slots[i];
            hashes[kept++] = hash;
        }

        for (var i = 0; i < kept; i++)
            _buckets.Unplace(_buckets.FindExactly(home, slots[i]));
        _frontier = to;
        for (var i = 0; i < kept; i++)
        {
            var bare = slots[i] & ~BucketSlots.DisplacementMask;
            if (!TryPlace(hashes[i], ref bare))
                TurnBack(bare);
        }

        if (_frontier == (_shrinking ? BucketHashes.All : 0))
            EndResize();
    }

    /// <summary>
    /// Too much lies here for the smaller table, though not on the whole: who removes entries in the order of their hashes
    /// (a flush, a client that scans and deletes) leaves the others as dense as they were. What was shrunk grows again: a table
    /// that grows looks the same as one that shrinks, but for the way the frontier goes.
    /// </summary>
    private void TurnBack(ulong slot)
    {
        _homeless.Add(slot);
        if (!_shrinking)
            return;
        _shrinking = false;
        _unevenCount = Count;
    }

    /// <summary>Gives those without a place one, where the table is growing back to.</summary>
    private void SettleHomeless()
    {
        var growths = 0;
        while (_homeless.Count > 0)
        {
            var slot = _homeless[^1];
            if (TryPlace(_hashes.HashAt(SlotRef.AddressOf(slot)), ref slot))
            {
                _homeless.RemoveAt(_homeless.Count - 1);
                continue;
            }

            // Another may be in hand now; its room comes with the next bucket that goes back.
            _homeless[^1] = slot;
            if (!IsResizing)
                BeginGrowth(ref growths);
            MoveBucket();
        }
    }

    private void EndResize()
    {
        if (_shrinking)
            _unevenCount = long.MaxValue;
        else
            _low = _high;
        _high = 0;
        _frontier = BucketHashes.All;
        _shrinking = false;
        while (BucketsOf(_buckets.Lines.LineCount) > _low)
            _buckets.Lines.RemovePage();
    }

    /// <summary>Whether buckets of both sizes lie about here, so that a slot alone does not tell which it belongs to.</summary>
    private bool Meets(uint home)
    {
        var other = _shrinking
            ? (uint)((_frontier * _low) >> 32)
            : (uint)((_frontier * _high) >> 32);
        return Math.Max(home, other) - Math.Min(home, other) <= 1;
    }
}
