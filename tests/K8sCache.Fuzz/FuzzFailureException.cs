using System.Text;

namespace K8sCache.Fuzz;

/// <summary>An input for which a target does not hold, with all it takes to run it again.</summary>
public sealed class FuzzFailureException(string target, int seed, long iteration, byte[] input, Exception cause)
    : Exception(Describe(target, seed, iteration, input, cause), cause)
{
    private static string Describe(string target, int seed, long iteration, byte[] input, Exception cause)
    {
        var text = new StringBuilder($"{target} failed with seed {seed} at iteration {iteration}: {cause.Message}\ninput: \"");
        foreach (var b in input)
            text.Append(b is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\' ? ((char)b).ToString() : $"\\x{b:x2}");
        return text.Append('"').ToString();
    }
}
