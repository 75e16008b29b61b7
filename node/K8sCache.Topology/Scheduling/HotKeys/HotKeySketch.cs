namespace K8sCache.Topology.Scheduling.HotKeys;

/// <summary>
/// Finds the few keys with a large share of the reads, in fixed memory: Space-Saving (Metwally 2005) over a sample, with
/// counts that fade. Of one router loop and its thread; clock and chance come as arguments; allocates nothing but for
/// <see cref="List"/>. Call <see cref="Observe"/> with every read's key: where it says true, spread the read over all the
/// slot's copies whatever the scheduler (<see cref="SchedulerFactory.Spread"/>), and a near cache may keep the key.
/// </summary>
public sealed class HotKeySketch
{
    /// <summary>Longer keys are told apart by their hash, and shown cut.</summary>
    public const int MaxKeyBytes = 96;

    /// <summary>Sampled reads between two looks at who is hot.</summary>
    private const int SamplesPerUpdate = 64;

    /// <summary>Sampled reads (faded) before anything is called hot; a handful proves nothing.</summary>
    private const double SamplesToLearn = 200;

    private readonly HotKeySettings _settings;
    private readonly Random _random;
    private readonly ulong _seed;
    private readonly ulong[] _hashes;
    private readonly double[] _counts;
    private readonly double[] _overcounts;
    private readonly int[] _lengths;
    private readonly byte[] _keys;
    private readonly ulong[] _hot;
    private int _used;
    private int _untilSample = 1;
    private int _sinceUpdate;
    private double _total;
    private double _updatedAt = double.NaN;

    /// <param name="settings">In range.</param>
    /// <param name="random">Decides which reads are sampled, and seeds the hash.</param>
    public HotKeySketch(HotKeySettings settings, Random random)
    {
        _settings = settings;
        _random = random;
        _seed = (ulong)random.NextInt64();
        _hashes = new ulong[settings.Capacity];
        _counts = new double[settings.Capacity];
        _overcounts = new double[settings.Capacity];
        _lengths = new int[settings.Capacity];
        _keys = new byte[settings.Capacity * MaxKeyBytes];
        _hot = new ulong[settings.Capacity];
    }

    /// <summary>Keys that are hot now.</summary>
    public int HotCount { get; private set; }

    /// <summary>Share of recent reads that went to hot keys, 0 to 1.</summary>
    public double ShareOfHot { get; private set; }

    /// <param name="key">A read's key.</param>
    /// <param name="now">Monotonic time, in seconds.</param>
    /// <returns>Whether the key is hot.</returns>
    public bool Observe(ReadOnlySpan<byte> key, double now)
    {
        var isSample = --_untilSample == 0;
        if (!isSample && HotCount == 0)
            return false;
        var hash = KeyHash.Of(key, _seed);
        if (isSample)
        {
            // A random gap of the right mean: a fixed one could fall in step with a client's loop.
            _untilSample = 1 + _random.Next((2 * _settings.Sampling) - 1);
            Count(key, hash);
            if (++_sinceUpdate >= SamplesPerUpdate)
                Update(now);
        }

        return _hot.AsSpan(0, HotCount).Contains(hash);
    }

    /// <summary>The keys of most reads, most first.</summary>
    public IReadOnlyList<HotKey> List() =>
        [.. Enumerable.Range(0, _used)
            .Select(index => new HotKey(
                _keys.AsSpan(index * MaxKeyBytes, _lengths[index]).ToArray(), SureShare(index), _hot.AsSpan(0, HotCount).Contains(_hashes[index])))
            .OrderByDescending(key => key.Share)];

    private void Count(ReadOnlySpan<byte> key, ulong hash)
    {
        _total++;
        var index = _hashes.AsSpan(0, _used).IndexOf(hash);
        if (index < 0)
        {
            index = _used < _hashes.Length ? _used++ : LeastCounted();
            // The newcomer takes over the count it displaces: it may have had that many.
            _overcounts[index] = _counts[index];
            _hashes[index] = hash;
            _lengths[index] = Math.Min(key.Length, MaxKeyBytes);
            key[.._lengths[index]].CopyTo(_keys.AsSpan(index * MaxKeyBytes));
        }

        _counts[index]++;
    }

    private int LeastCounted()
    {
        var least = 0;
        for (var index = 1; index < _counts.Length; index++)
        {
            if (_counts[index] < _counts[least])
                least = index;
        }

        return least;
    }

    private void Update(double now)
    {
        _sinceUpdate = 0;
        Fade(now);
        Span<ulong> before = stackalloc ulong[HotCount];
        _hot.AsSpan(0, HotCount).CopyTo(before);
        HotCount = 0;
        ShareOfHot = 0;
        for (var index = 0; index < _used && _total >= SamplesToLearn; index++)
        {
            var share = SureShare(index);
            if (share < (before.Contains(_hashes[index]) ? _settings.HotShare / 2 : _settings.HotShare))
                continue;
            _hot[HotCount++] = _hashes[index];
            ShareOfHot += share;
        }
    }

    private void Fade(double now)
    {
        var kept = double.IsNaN(_updatedAt) ? 1 : Math.Pow(0.5, Math.Max(0, now - _updatedAt) / _settings.HalfLifeSeconds);
        _updatedAt = now;
        _total *= kept;
        for (var index = 0; index < _used; index++)
        {
            _counts[index] *= kept;
            _overcounts[index] *= kept;
        }
    }

    private double SureShare(int index) => _total > 0 ? (_counts[index] - _overcounts[index]) / _total : 0;
}
