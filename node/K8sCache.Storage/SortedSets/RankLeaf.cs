using System.Runtime.CompilerServices;

namespace K8sCache.Storage.SortedSets;

/// <summary>A run of elements in order, their scores side by side; linked to the runs before and after.</summary>
internal sealed class RankLeaf : RankNode
{
    /// <summary>Header, length and links, and both inline arrays.</summary>
    public const int ObjectBytes = 40 + (Capacity * 2 * sizeof(long));

    private ScoreItems _scores;
    private RecordItems _records;

    public RankLeaf? Next { get; private set; }

    public RankLeaf? Previous { get; private set; }

    public override int Total => Length;

    public override (double Score, byte[] Record) First => (_scores[0], _records[0]!);

    public double ScoreAt(int index) => _scores[index];

    public byte[] RecordAt(int index) => _records[index]!;

    public int CountBelow<TBelow>(TBelow below)
        where TBelow : IBelow, allows ref struct
    {
        var (low, high) = (0, Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (below.Test(_scores[middle], ScoredMember.MemberOf(_records[middle]!)))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public void Insert(int index, double score, byte[] record)
    {
        Span<double> scores = _scores;
        Span<byte[]?> records = _records;
        scores[index..Length].CopyTo(scores[(index + 1)..]);
        records[index..Length].CopyTo(records[(index + 1)..]);
        scores[index] = score;
        records[index] = record;
        Length++;
    }

    public void Remove(int index, int count)
    {
        Span<double> scores = _scores;
        Span<byte[]?> records = _records;
        scores[(index + count)..Length].CopyTo(scores[index..]);
        records[(index + count)..Length].CopyTo(records[index..]);
        Length -= count;
        records.Slice(Length, count).Clear();
    }

    public override RankNode NewNext()
    {
        var added = new RankLeaf { Previous = this, Next = Next };
        if (Next is not null)
            Next.Previous = added;
        Next = added;
        return added;
    }

    public override void MoveTail(int from, RankNode target)
    {
        var other = Unsafe.As<RankLeaf>(target);
        Span<double> scores = _scores;
        Span<byte[]?> records = _records;
        scores[from..Length].CopyTo(((Span<double>)other._scores)[other.Length..]);
        records[from..Length].CopyTo(((Span<byte[]?>)other._records)[other.Length..]);
        records[from..Length].Clear();
        other.Length += Length - from;
        Length = from;
    }

    public override void SetBound(double score, byte[] record)
    {
    }

    public override void Unlink()
    {
        if (Previous is not null)
            Previous.Next = Next;
        if (Next is not null)
            Next.Previous = Previous;
    }

    [InlineArray(Capacity)]
    private struct ScoreItems
    {
        private double _first;
    }

    [InlineArray(Capacity)]
    private struct RecordItems
    {
        private byte[]? _first;
    }
}
