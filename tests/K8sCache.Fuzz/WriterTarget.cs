using System.Buffers;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>What the writer writes, in either version, the reader reads back whole: the input seeds the reply.</summary>
public sealed class WriterTarget : IFuzzTarget
{
    public string Name => "writer";

    public byte[] Generate(Random random)
    {
        var seed = new byte[sizeof(int)];
        random.NextBytes(seed);
        return seed;
    }

    public void Check(byte[] input)
    {
        foreach (var version in Enum.GetValues<RespVersion>())
        {
            var output = new ArrayBufferWriter<byte>();
            RandomReply.Write(new RespWriter(output, version), new Random(BitConverter.ToInt32(input)), nestingLeft: 4);
            var status = RespReader.TryRead(output.WrittenSpan, RespLimits.Default, out var value, out var consumed);
            Ensure.Equal(RespStatus.Done, status, "status");
            Ensure.Equal(output.WrittenCount, consumed, "length");

            var again = new ArrayBufferWriter<byte>();
            Rewrite(new RespWriter(again, version), value!);
            RespReader.TryRead(again.WrittenSpan, RespLimits.Default, out var readAgain, out _);
            Ensure.Equal(value!.ToString(), readAgain!.ToString(), "what was read, written and read again");

            // RESP2 has two spellings of null, which read the same.
            if (version == RespVersion.Resp3)
                Ensure.That(output.WrittenSpan.SequenceEqual(again.WrittenSpan), "what was read writes the same bytes");
        }
    }

    private static void Rewrite(RespWriter writer, RespValue value)
    {
        switch (value.Type)
        {
            case RespPrefix.SimpleString:
                writer.WriteSimpleString(value.Bytes.Span);
                break;
            case RespPrefix.SimpleError or RespPrefix.BulkError:
                writer.WriteError(value.Bytes.Span);
                break;
            case RespPrefix.Integer:
                writer.WriteInteger(value.Integer);
                break;
            case RespPrefix.BulkString:
                writer.WriteBulkString(value.Bytes.Span);
                break;
            case RespPrefix.Null:
                writer.WriteNull();
                break;
            case RespPrefix.Boolean:
                writer.WriteBoolean(value.Integer == 1);
                break;
            case RespPrefix.Double:
                writer.WriteDouble(value.Double);
                break;
            case RespPrefix.BigNumber:
                writer.WriteBigNumber(value.Bytes.Span);
                break;
            case RespPrefix.VerbatimString:
                writer.WriteVerbatimString("txt"u8, value.Bytes.Span);
                break;
            default:
                RewriteAggregate(writer, value);
                break;
        }
    }

    private static void RewriteAggregate(RespWriter writer, RespValue value)
    {
        switch (value.Type)
        {
            case RespPrefix.Map:
                writer.WriteMapHeader(value.Items.Count / 2);
                break;
            case RespPrefix.Set:
                writer.WriteSetHeader(value.Items.Count);
                break;
            case RespPrefix.Push:
                writer.WritePushHeader(value.Items.Count);
                break;
            default:
                writer.WriteArrayHeader(value.Items.Count);
                break;
        }

        foreach (var item in value.Items)
            Rewrite(writer, item);
    }
}
