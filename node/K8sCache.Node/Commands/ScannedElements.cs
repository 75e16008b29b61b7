using System.Globalization;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Collects the elements a ZSCAN answers: their number stands before them, so they cannot be written at once.</summary>
internal readonly ref struct ScannedElements(ReadOnlySpan<byte> pattern) : ISortedSetVisitor
{
    private const double WholeLimit = 1L << 62;

    private readonly ReadOnlySpan<byte> _pattern = pattern;
    private readonly List<KeyValuePair<byte[], double>> _elements = [];

    public void Begin(int count)
    {
    }

    public void Visit(scoped ReadOnlySpan<byte> member, double score)
    {
        if (_pattern.IsEmpty || GlobPattern.Matches(_pattern, member))
            _elements.Add(new(member.ToArray(), score));
    }

    /// <summary>Writes them; a small set's whole scores in all their digits, as Redis keeps them there.</summary>
    public void Write(RespWriter reply, ulong cursor, bool isSmall)
    {
        reply.WriteArrayHeader(2);
        reply.WriteBulkString(cursor.ToString(CultureInfo.InvariantCulture));
        reply.WriteArrayHeader(_elements.Count * 2);
        foreach (var (member, score) in _elements)
        {
            reply.WriteBulkString(member);
            if (isSmall && Math.Abs(score) < WholeLimit && score == Math.Truncate(score))
                reply.WriteBulkInteger((long)score);
            else
                reply.WriteBulkDouble(score);
        }
    }
}
