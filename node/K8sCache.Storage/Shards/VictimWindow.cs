namespace K8sCache.Storage.Shards;

/// <summary>
/// The next entries of a segment being swept, whose lines in the index and elsewhere are being fetched while others are
/// judged: without it each victim waits for four of them, one after the other.
/// </summary>
internal sealed class VictimWindow
{
    public const int Capacity = 4;

    private readonly Victim[] _victims = new Victim[Capacity];
    private int _first;

    public int Count { get; private set; }

    /// <summary>Where in the segment the first entry outside of the window begins.</summary>
    public int End { get; private set; }

    /// <summary>Takes what is known of the entry to be judged; false when it is not the window's first, which is then empty.</summary>
    public bool TryTake(long address, out Victim victim)
    {
        victim = _victims[_first];
        if (Count == 0 || victim.Address != address)
        {
            Clear();
            return false;
        }

        _first = (_first + 1) % Capacity;
        Count--;
        return victim.IsEntry;
    }

    public void StartAt(int offset) => End = offset;

    public void Add(in Victim victim, int length)
    {
        _victims[(_first + Count) % Capacity] = victim;
        Count++;
        End += length;
    }

    public void Clear() => Count = 0;
}
