namespace K8sCache.Storage.Keys;

/// <summary>The 64-bit checksum Redis uses (polynomial of Jones, reflected, no initial value): guards dumped values.</summary>
internal static class Crc64
{
    private const ulong ReflectedPolynomial = 0x95AC9329AC4BC9B5;

    private static readonly ulong[] Table = [.. Enumerable.Range(0, 256).Select(OfByte)];

    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        foreach (var next in bytes)
            sum = Table[(byte)(sum ^ next)] ^ (sum >> 8);
        return sum;
    }

    private static ulong OfByte(int value)
    {
        var sum = (ulong)value;
        for (var bit = 0; bit < 8; bit++)
            sum = (sum & 1) != 0 ? (sum >> 1) ^ ReflectedPolynomial : sum >> 1;
        return sum;
    }
}
