using System.Buffers.Binary;

namespace K8sCache.Topology;

/// <summary>
/// CRC16-XMODEM (polynomial 0x1021, start 0, not reflected), the checksum Redis Cluster places keys by.
/// Eight bytes a step by eight tables ("slicing by 8"): a byte-wise loop waits for one table load a byte,
/// which for a 30-byte key is longer than everything else a router does to find a slot.
/// </summary>
internal static class Crc16
{
    private const int Polynomial = 0x1021;
    private const int Slices = 8;

    // Tables[k * 256 + b]: the checksum of byte b followed by k zero bytes. 4 KiB, stays in the first-level cache.
    private static readonly ushort[] Tables = BuildTables();

    public static ushort Of(ReadOnlySpan<byte> data)
    {
        var tables = Tables;
        uint crc = 0;
        while (data.Length >= Slices)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(data) ^ ((ulong)crc << 48);
            crc = (uint)(tables[(7 * 256) + (int)(word >> 56)]
                ^ tables[(6 * 256) + (int)((word >> 48) & 0xFF)]
                ^ tables[(5 * 256) + (int)((word >> 40) & 0xFF)]
                ^ tables[(4 * 256) + (int)((word >> 32) & 0xFF)]
                ^ tables[(3 * 256) + (int)((word >> 24) & 0xFF)]
                ^ tables[(2 * 256) + (int)((word >> 16) & 0xFF)]
                ^ tables[256 + (int)((word >> 8) & 0xFF)]
                ^ tables[(int)(word & 0xFF)]);
            data = data[Slices..];
        }

        foreach (var value in data)
            crc = ((crc << 8) ^ tables[(crc >> 8) ^ value]) & 0xFFFF;
        return (ushort)crc;
    }

    private static ushort[] BuildTables()
    {
        var tables = new ushort[Slices * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = value << 8;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            tables[value] = (ushort)crc;
        }

        for (var index = 256; index < tables.Length; index++)
        {
            var previous = tables[index - 256];
            tables[index] = (ushort)((previous << 8) ^ tables[previous >> 8]);
        }

        return tables;
    }
}
