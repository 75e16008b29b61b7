using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>What HSCAN, SSCAN and their like are asked: where to go on, how far, and for what.</summary>
internal ref struct ElementScan
{
    private const int DefaultCount = 10;

    // More in one go would keep the loop's other clients waiting.
    private const int MaxCount = 10_000;

    private ReadOnlySpan<byte> _pattern;
    private bool _hasPattern;

    public ulong Cursor { get; private set; }

    public int Count { get; private set; }

    public bool NoValues { get; private set; }

    public readonly bool Matches(ReadOnlySpan<byte> element) => !_hasPattern || GlobPattern.Matches(_pattern, element);

    /// <summary>Reads the options behind key and cursor; when they are wrong, the error is written and false answered.</summary>
    public static bool TryParse(RespRequest request, ulong cursor, bool hasValues, RespWriter reply, out ElementScan scan)
    {
        scan = new ElementScan { Cursor = cursor, Count = DefaultCount };
        for (var i = 3; i < request.Count; i++)
        {
            var word = request[i];
            var hasNext = i + 1 < request.Count;
            if (hasNext && word.Is("COUNT"u8))
            {
                if (!RespNumber.TryParse(request[++i], out var count))
                    return Refuse(reply, RedisErrors.NotAnInteger);
                if (count < 1)
                    return Refuse(reply, RedisErrors.Syntax);
                scan.Count = (int)Math.Min(count, MaxCount);
            }
            else if (hasNext && word.Is("MATCH"u8))
            {
                scan._pattern = request[++i];
                scan._hasPattern = !scan._pattern.SequenceEqual("*"u8);
            }
            else if (word.Is("NOVALUES"u8))
            {
                if (!hasValues)
                    return Refuse(reply, HashErrors.NoValuesElsewhere);
                scan.NoValues = true;
            }
            else
            {
                return Refuse(reply, RedisErrors.Syntax);
            }
        }

        return true;
    }

    private static bool Refuse(RespWriter reply, ReadOnlySpan<byte> error)
    {
        reply.WriteError(error);
        return false;
    }
}
