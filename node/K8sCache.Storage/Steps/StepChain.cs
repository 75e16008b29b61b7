using System.Buffers.Binary;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Steps;

/// <summary>
/// Steps of one value, one after the other: each is the version it starts from (clock, node), the length of its changes as
/// a <see cref="Varint"/>, its changes. Each starts from what the one before it came to.
/// </summary>
internal static class StepChain
{
    private const int BaseBytes = sizeof(ulong) + sizeof(uint);

    public static int SizeOf(int changesLength) => BaseBytes + Varint.SizeOf((ulong)changesLength) + changesLength;

    public static void Write(Span<byte> destination, EntryVersion from, ReadOnlySpan<byte> changes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, from.Clock);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[sizeof(ulong)..], from.Node);
        var length = BaseBytes + Varint.Write(destination[BaseBytes..], (ulong)changes.Length);
        changes.CopyTo(destination[length..]);
    }

    /// <summary>Reads the step at an offset and moves past it; false at the end or where it is cut off.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> chain, scoped ref int offset, out EntryVersion from, out ReadOnlySpan<byte> changes)
    {
        from = default;
        changes = default;
        var at = offset + BaseBytes;
        if (at > chain.Length || !Varint.TryRead(chain, ref at, out var length) || length > (ulong)(chain.Length - at))
            return false;
        from = new EntryVersion(
            BinaryPrimitives.ReadUInt64LittleEndian(chain[offset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(chain[(offset + sizeof(ulong))..]));
        changes = chain.Slice(at, (int)length);
        offset = at + (int)length;
        return true;
    }

    /// <summary>The steps from a version on; false when none of them starts there.</summary>
    public static bool TryFrom(ReadOnlySpan<byte> chain, EntryVersion version, out ReadOnlySpan<byte> rest)
    {
        for (int offset = 0, start = 0; TryRead(chain, ref offset, out var from, out _); start = offset)
        {
            rest = chain[start..];
            if (from == version)
                return true;
        }

        rest = default;
        return false;
    }
}
