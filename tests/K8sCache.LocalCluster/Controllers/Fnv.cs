using System.Globalization;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>The 32-bit Fowler-Noll-Vo hash and the alphabet in which Kubernetes writes hashes into names.</summary>
internal static class Fnv
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    // No vowels and no easily confused digits: k8s.io/apimachinery/pkg/util/rand.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>FNV-1: multiply, then xor.</summary>
    public static uint Hash1(ReadOnlySpan<byte> data)
    {
        var hash = OffsetBasis;
        foreach (var value in data)
            hash = (hash * Prime) ^ value;
        return hash;
    }

    /// <summary>The decimal digits of a hash as letters that are safe in names.</summary>
    public static string SafeText(uint hash) =>
        string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length]));
}
