namespace K8sCache.Storage.HyperLogLogs;

/// <summary>Registers of 6 bits, one behind the other, lowest bits first.</summary>
internal static class DenseRegisters
{
    public const int BitsPerRegister = 6;

    private const int Mask = (1 << BitsPerRegister) - 1;

    public static int Get(ReadOnlySpan<byte> registers, int index)
    {
        var (at, shift) = Math.DivRem(index * BitsPerRegister, 8);
        var value = registers[at] >> shift;
        // The last register ends with its byte, so there is always one more where it is needed.
        if (shift > 8 - BitsPerRegister)
            value |= registers[at + 1] << (8 - shift);
        return value & Mask;
    }

    public static void Set(Span<byte> registers, int index, int value)
    {
        var (at, shift) = Math.DivRem(index * BitsPerRegister, 8);
        registers[at] = (byte)((registers[at] & ~(Mask << shift)) | (value << shift));
        if (shift > 8 - BitsPerRegister)
            registers[at + 1] = (byte)((registers[at + 1] & ~(Mask >> (8 - shift))) | (value >> (8 - shift)));
    }
}
