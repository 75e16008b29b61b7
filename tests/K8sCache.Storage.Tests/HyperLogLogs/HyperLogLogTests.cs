using System.Globalization;
using System.Text;
using K8sCache.Storage.HyperLogLogs;

namespace K8sCache.Storage.Tests.HyperLogLogs;

/// <summary>The bytes and counts are what redis-server 7.0.15 gave.</summary>
public sealed class HyperLogLogTests
{
    private readonly CacheEngine _engine = Engines.Make(new ManualTimeProvider());

    [Fact]
    public void A_small_one_is_byte_for_byte_that_of_Redis()
    {
        Assert.Equal(EngineStatus.Ok, _engine.AddElements("k"u8, new TextKeys("a", "b", "c")));
        Assert.Equal(EngineStatus.Unchanged, _engine.AddElements("k"u8, new TextKeys("b")));
        Assert.Equal(Convert.FromHexString("48594C4C01000000000000000000008060F38050B1844BFB80425A"), Taken("k"));
        Assert.Equal(3UL, Count("k"));
        Assert.Equal(3, Taken("k")[8]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    [InlineData(1000, 1008)]
    [InlineData(2000, 2000)]
    [InlineData(20000, 19901)]
    [InlineData(100000, 100853)]
    public void Estimates_are_those_of_Redis(int elements, ulong expected)
    {
        _engine.AddElements("k"u8, new TextKeys([.. Enumerable.Range(0, elements).Select(Name)]));
        Assert.Equal(expected, Count("k"));
        Assert.Equal(expected, Count("k", "none"));
    }

    [Fact]
    public void Sparse_and_dense_registers_say_the_same()
    {
        var random = new Random(5);
        var sketch = new Sketch(HyperLogLog.Empty());
        var expected = new byte[HyperLogLog.RegisterCount];
        for (var i = 0; i < 3_000 && !HyperLogLog.IsDense(sketch.Bytes); i++)
        {
            var index = random.Next(random.Next(8) == 0 ? 50 : expected.Length);
            var rank = random.Next(1, 33);
            Assert.Equal(rank > expected[index], sketch.Raise(index, rank));
            expected[index] = (byte)Math.Max(rank, expected[index]);
            var actual = new byte[expected.Length];
            Assert.True(HyperLogLog.TryMergeInto(sketch.Bytes, actual));
            Assert.Equal(expected, actual);
        }

        Assert.True(HyperLogLog.IsDense(sketch.Bytes));
        sketch.Dispose();
    }

    [Fact]
    public void Dense_registers_do_not_touch_each_other()
    {
        var registers = new byte[HyperLogLog.DenseBytes - HyperLogLog.HeaderBytes];
        for (var i = 0; i < HyperLogLog.RegisterCount; i++)
            DenseRegisters.Set(registers, i, i * 7 % 52);
        for (var i = 0; i < HyperLogLog.RegisterCount; i++)
            Assert.Equal(i * 7 % 52, DenseRegisters.Get(registers, i));
    }

    [Fact]
    public void Merged_ones_count_the_elements_of_all()
    {
        _engine.AddElements("a"u8, new TextKeys([.. Enumerable.Range(0, 100).Select(Name)]));
        _engine.AddElements("b"u8, new TextKeys([.. Enumerable.Range(50, 5_000).Select(Name)]));
        Assert.Equal(EngineStatus.Ok, _engine.MergeElements(new TextKeys("d", "a", "b")));
        Assert.Equal(Count("a", "b"), Count("d"));
        Assert.Equal(HyperLogLog.DenseBytes, Taken("d").Length);
        Assert.Null(_engine.CheckAccounting());
    }

    [Theory]
    [InlineData("")]
    [InlineData("HYLL")]
    [InlineData("HYLL\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("HYLL\0\0\0\0\0\0\0\0\0\0\0\0too short for dense")]
    public void Other_strings_are_refused(string text)
    {
        _engine.Set("k"u8, Encoding.Latin1.GetBytes(text));
        Assert.Equal(EngineStatus.NotHyperLogLog, _engine.AddElements("k"u8, new TextKeys("a")));
        Assert.Equal(EngineStatus.NotHyperLogLog, _engine.CountElements(new TextKeys("k"), out _));
        Assert.Equal(EngineStatus.NotHyperLogLog, _engine.MergeElements(new TextKeys("k")));
    }

    [Theory]
    [InlineData("HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080")]
    [InlineData("HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f")]
    [InlineData("HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00fe")]
    [InlineData("HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff\0")]
    public void A_damaged_one_is_found_out(string text)
    {
        _engine.Set("k"u8, Encoding.Latin1.GetBytes(text));
        Assert.Equal(EngineStatus.Malformed, _engine.CountElements(new TextKeys("k"), out _));
        Assert.Equal(EngineStatus.Malformed, _engine.MergeElements(new TextKeys("d", "k")));
    }

    private static string Name(int number) => "e" + number.ToString(CultureInfo.InvariantCulture);

    private ulong Count(params string[] keys)
    {
        Assert.Equal(EngineStatus.Ok, _engine.CountElements(new TextKeys(keys), out var count));
        return count;
    }

    /// <summary>Of a dump, without what is around the value.</summary>
    private byte[] Taken(string key)
    {
        Assert.Equal(EngineStatus.Ok, _engine.Dump(Engines.Bytes(key), out var dump));
        return dump[1..^10];
    }
}
