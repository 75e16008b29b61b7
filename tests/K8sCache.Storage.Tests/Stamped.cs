using System.Buffers.Binary;

namespace K8sCache.Storage.Tests;

/// <summary>Values that say which key they were written for and how long they are, in every part of them.</summary>
internal static class Stamped
{
    private const int HeaderLength = 12;

    public static void Fill(Span<byte> value, int key, int stamp)
    {
        if (value.Length < HeaderLength)
        {
            value.Fill((byte)key);
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(value, key);
        BinaryPrimitives.WriteInt32LittleEndian(value[4..], stamp);
        BinaryPrimitives.WriteInt32LittleEndian(value[8..], value.Length);
        value[HeaderLength..].Fill((byte)(key + stamp));
    }

    public static bool IsOf(ReadOnlySpan<byte> value, int key)
    {
        if (value.Length < HeaderLength)
            return !value.ContainsAnyExcept((byte)key);
        var stamp = BinaryPrimitives.ReadInt32LittleEndian(value[4..]);
        return BinaryPrimitives.ReadInt32LittleEndian(value) == key
            && BinaryPrimitives.ReadInt32LittleEndian(value[8..]) == value.Length
            && !value[HeaderLength..].ContainsAnyExcept((byte)(key + stamp));
    }
}
