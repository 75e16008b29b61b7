using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>Writes random replies of every type, nested, with the product's own writer.</summary>
internal static class RandomReply
{
    public static void Write(RespWriter writer, Random random, int nestingLeft)
    {
        switch (random.Next(nestingLeft > 0 ? 14 : 10))
        {
            case 0:
                writer.WriteSimpleString(Bytes(random));
                break;
            case 1:
                writer.WriteError(Bytes(random));
                break;
            case 2:
                writer.WriteInteger(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
                break;
            case 3:
                writer.WriteNull();
                break;
            case 4:
                writer.WriteNullArray();
                break;
            case 5:
                writer.WriteBoolean(random.Next(2) == 0);
                break;
            case 6:
                writer.WriteDouble(random.Next(5) == 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(random.NextInt64()));
                break;
            case 7:
                writer.WriteVerbatimString("txt"u8, Bytes(random));
                break;
            case 8:
                writer.WriteBigNumber("123456789012345678901234567890"u8);
                break;
            case 9:
                writer.WriteBulkString(Bytes(random));
                break;
            default:
                WriteAggregate(writer, random, nestingLeft - 1);
                break;
        }
    }

    private static void WriteAggregate(RespWriter writer, Random random, int nestingLeft)
    {
        var elements = random.Next(6);
        switch (random.Next(4))
        {
            case 0:
                writer.WriteArrayHeader(elements);
                break;
            case 1:
                writer.WriteSetHeader(elements);
                break;
            case 2:
                writer.WriteMapHeader(elements);
                elements *= 2;
                break;
            default:
                writer.WritePushHeader(elements);
                break;
        }

        for (; elements > 0; elements--)
            Write(writer, random, nestingLeft);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(20) == 0 ? random.Next(5000) : random.Next(12)];
        random.NextBytes(bytes);
        return bytes;
    }
}
