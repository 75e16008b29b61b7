using System.Text;

namespace K8sCache.Node.Load;

/// <summary>Error replies by their code, for one loop; a lock is nothing beside an error.</summary>
internal sealed class ErrorStats
{
    /// <summary>Codes come from our own texts, but those of other nodes pass too.</summary>
    private const int CodesMax = 128;

    private readonly Dictionary<string, long> _byCode = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Count(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var code = Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
        lock (_gate)
        {
            if (_byCode.Count < CodesMax || _byCode.ContainsKey(code))
                _byCode[code] = _byCode.GetValueOrDefault(code) + 1;
        }
    }

    public void AddTo(SortedDictionary<string, long> sums)
    {
        lock (_gate)
        {
            foreach (var (code, count) in _byCode)
                sums[code] = sums.GetValueOrDefault(code) + count;
        }
    }

    public void Reset()
    {
        lock (_gate)
            _byCode.Clear();
    }
}
