using K8sCache.Commands;

namespace K8sCache.Fuzz;

/// <summary>
/// The matcher agrees with a plain recursive one on patterns of stars, question marks and letters, and takes any other.
/// </summary>
public sealed class GlobTarget : IFuzzTarget
{
    public string Name => "glob";

    /// <summary>The pattern, a zero byte, and the text.</summary>
    public byte[] Generate(Random random)
    {
        var pattern = Enumerable.Range(0, random.Next(8)).Select(_ => "ab*?[]^-\\"u8[random.Next(9)]);
        var text = Enumerable.Range(0, random.Next(10)).Select(_ => "ab"u8[random.Next(2)]);
        return [.. pattern, 0, .. text];
    }

    public void Check(byte[] input)
    {
        var zero = Array.IndexOf(input, (byte)0);
        var (pattern, text) = (input[..zero], input[(zero + 1)..]);
        var actual = GlobPattern.Matches(pattern, text);
        if (pattern.AsSpan().IndexOfAny((byte)'[', (byte)'\\') < 0)
            Ensure.Equal(Matches(pattern, text), actual, "match");
    }

    private static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0] == (byte)'*')
            return Matches(pattern[1..], text) || (!text.IsEmpty && Matches(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0] == (byte)'?' || pattern[0] == text[0]) && Matches(pattern[1..], text[1..]);
    }
}
