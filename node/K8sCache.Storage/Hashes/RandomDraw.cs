namespace K8sCache.Storage.Hashes;

/// <summary>
/// Numbers below a total drawn at random: different ones, all in order when there are not more than wanted, or with
/// repeats. Work and memory are in proportion to what is drawn.
/// </summary>
internal struct RandomDraw
{
    // Past this share of the total, marking what is taken costs less than remembering it.
    private const int SparseFactor = 16;

    private readonly Random _random;
    private readonly int _total;
    private readonly bool _mayRepeat;
    private readonly HashSet<int>? _taken;
    private readonly int[]? _rest;
    private int _drawn;

    public RandomDraw(int total, int count, bool mayRepeat, Random random)
    {
        _random = random;
        _total = total;
        _mayRepeat = mayRepeat;
        Count = total == 0 ? 0 : mayRepeat ? count : Math.Min(count, total);
        if (mayRepeat || Count == total || Count == 1)
            return;
        if (Count < total / SparseFactor)
        {
            _taken = new HashSet<int>(Count);
            return;
        }

        _rest = new int[total];
        for (var i = 0; i < total; i++)
            _rest[i] = i;
    }

    /// <summary>How many are drawn.</summary>
    public int Count { get; }

    public bool TryNext(out int drawn)
    {
        drawn = 0;
        if (_drawn == Count)
            return false;
        var turn = _drawn++;
        if (_mayRepeat || (Count == 1 && _total > 1))
            drawn = _random.Next(_total);
        else if (Count == _total)
            drawn = turn;
        else if (_rest is not null)
            drawn = TakeRest(_rest, turn);
        else
            drawn = TakeOther();
        return true;
    }

    /// <summary>One step of a shuffle: whatever is behind the turn is not yet drawn.</summary>
    private readonly int TakeRest(int[] rest, int turn)
    {
        var at = _random.Next(turn, _total);
        (rest[turn], rest[at]) = (rest[at], rest[turn]);
        return rest[turn];
    }

    private readonly int TakeOther()
    {
        int drawn;
        do
            drawn = _random.Next(_total);
        while (!_taken!.Add(drawn));
        return drawn;
    }
}
