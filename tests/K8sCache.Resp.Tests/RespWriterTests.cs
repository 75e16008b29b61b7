using System.Buffers;
using System.Text;

namespace K8sCache.Resp.Tests;

public sealed class RespWriterTests
{
    private delegate void Write(RespWriter writer);

    [Fact]
    public void Types_of_both_versions_are_written_alike()
    {
        AssertWrites("+OK\r\n", "+OK\r\n", writer => writer.WriteOk());
        AssertWrites("+two lines\r\n", "+two lines\r\n", writer => writer.WriteSimpleString("two\nlines"u8));
        AssertWrites("-ERR a  b\r\n", "-ERR a  b\r\n", writer => writer.WriteError("ERR a\r\nb"));
        AssertWrites(":-9223372036854775808\r\n", ":-9223372036854775808\r\n", writer => writer.WriteInteger(long.MinValue));
        AssertWrites(":7\r\n", ":7\r\n", writer => writer.WriteInteger(7));
        AssertWrites("$3\r\na\r\n\r\n", "$3\r\na\r\n\r\n", writer => writer.WriteBulkString("a\r\n"u8));
        AssertWrites("$2\r\n-1\r\n", "$2\r\n-1\r\n", writer => writer.WriteBulkInteger(-1));
        AssertWrites("*12\r\n", "*12\r\n", writer => writer.WriteArrayHeader(12));
        AssertWrites(">3\r\n", ">3\r\n", writer => writer.WritePushHeader(3));
    }

    [Fact]
    public void Types_of_RESP3_have_their_stand_ins_in_RESP2()
    {
        AssertWrites("$-1\r\n", "_\r\n", writer => writer.WriteNull());
        AssertWrites("*-1\r\n", "_\r\n", writer => writer.WriteNullArray());
        AssertWrites("*4\r\n", "%2\r\n", writer => writer.WriteMapHeader(2));
        AssertWrites("*2\r\n", "~2\r\n", writer => writer.WriteSetHeader(2));
        AssertWrites(":1\r\n", "#t\r\n", writer => writer.WriteBoolean(true));
        AssertWrites(":0\r\n", "#f\r\n", writer => writer.WriteBoolean(false));
        AssertWrites("$19\r\n0.10000000000000001\r\n", ",0.10000000000000001\r\n", writer => writer.WriteDouble(0.1));
        AssertWrites("$5\r\n1e+20\r\n", ",1e+20\r\n", writer => writer.WriteDouble(1e20));
        AssertWrites("$22\r\n1.0000000000000001e-05\r\n", ",1.0000000000000001e-05\r\n", writer => writer.WriteDouble(1e-5));
        AssertWrites("$17\r\n12345678901234568\r\n", ",12345678901234568\r\n", writer => writer.WriteDouble(12345678901234568));
        AssertWrites("$2\r\n-0\r\n", ",-0\r\n", writer => writer.WriteDouble(-0.0));
        AssertWrites("$1\r\n3\r\n", "$1\r\n3\r\n", writer => writer.WriteBulkDouble(3));
        AssertWrites("$3\r\n1.5\r\n", ",1.5\r\n", writer => writer.WriteDouble(1.5));
        AssertWrites("$4\r\n-inf\r\n", ",-inf\r\n", writer => writer.WriteDouble(double.NegativeInfinity));
        AssertWrites("$3\r\n123\r\n", "(123\r\n", writer => writer.WriteBigNumber("123"u8));
        AssertWrites("$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n", writer => writer.WriteVerbatimString("txt"u8, "hi"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(1_000_000)]
    public void Values_of_any_size_read_back(int bytes)
    {
        var value = new byte[bytes];
        new Random(bytes).NextBytes(value);
        var output = new ArrayBufferWriter<byte>();
        new RespWriter(output, RespVersion.Resp2).WriteBulkString(value);
        Assert.Equal(RespStatus.Done, RespReader.TryRead(output.WrittenSpan, RespLimits.Default, out var read, out var consumed));
        Assert.Equal(output.WrittenCount, consumed);
        Assert.True(read!.Bytes.Span.SequenceEqual(value));
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var writer = new RespWriter(output, RespVersion.Resp3);
        WriteSome(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            WriteSome(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void WriteSome(int i)
        {
            output.ResetWrittenCount();
            writer.WriteBulkString("value"u8);
            writer.WriteInteger(i);
            writer.WriteError("ERR no"u8);
            writer.WriteNull();
            writer.WriteMapHeader(i);
            writer.WriteDouble(0.5);
        }
    }

    private static void AssertWrites(string resp2, string resp3, Write write)
    {
        Assert.Equal(resp2, Written(RespVersion.Resp2, write));
        Assert.Equal(resp3, Written(RespVersion.Resp3, write));
    }

    private static string Written(RespVersion version, Write write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new RespWriter(output, version));
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
