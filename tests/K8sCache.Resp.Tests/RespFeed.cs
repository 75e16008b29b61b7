using System.Text;

namespace K8sCache.Resp.Tests;

/// <summary>A payload, and how it arrives: each step shows the bytes up to one more end.</summary>
public sealed class RespFeed
{
    /// <summary>Whatever follows a payload must neither be looked into nor consumed with it.</summary>
    private static readonly byte[] Follower = "*1\r\n$4\r\nNEXT\r\n"u8.ToArray();

    private readonly string _name;

    private RespFeed(string name, byte[] bytes, int payloadLength, int[] ends)
    {
        _name = name;
        Bytes = bytes;
        PayloadLength = payloadLength;
        Ends = ends;
    }

    public byte[] Bytes { get; }

    public int PayloadLength { get; }

    public int[] Ends { get; }

    /// <summary>Whole, with more behind it, split at each byte, and byte by byte.</summary>
    public static IEnumerable<RespFeed> AllOf(byte[] payload)
    {
        yield return new RespFeed("whole", payload, payload.Length, [payload.Length]);
        byte[] oversized = [.. payload, .. Follower];
        yield return new RespFeed("oversized", oversized, payload.Length, [oversized.Length]);
        for (var at = 1; at < payload.Length; at++)
            yield return new RespFeed($"split at {at}", payload, payload.Length, [at, payload.Length]);
        yield return new RespFeed("byte by byte", payload, payload.Length, [.. Enumerable.Range(1, payload.Length)]);
    }

    /// <summary>In pieces of a random size, for payloads too long to split everywhere.</summary>
    public static RespFeed InPieces(byte[] payload, int seed, int pieceMax)
    {
        var random = new Random(seed);
        var ends = new List<int>();
        for (var at = 0; at < payload.Length;)
        {
            at = Math.Min(payload.Length, at + random.Next(1, pieceMax + 1));
            ends.Add(at);
        }

        return new RespFeed($"pieces of seed {seed}", payload, payload.Length, [.. ends]);
    }

    /// <summary>The feed's name and payload, for the test's display name.</summary>
    public override string ToString()
    {
        var text = Encoding.Latin1.GetString(Bytes, 0, Math.Min(PayloadLength, 40));
        return $"{_name}: {text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}";
    }
}
