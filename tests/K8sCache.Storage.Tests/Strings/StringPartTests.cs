using K8sCache.Storage.Strings;

namespace K8sCache.Storage.Tests.Strings;

public sealed class StringPartTests
{
    [Theory]
    [InlineData(0, -1, 5, 0, 5)]
    [InlineData(-3, -2, 5, 2, 2)]
    [InlineData(-100, 2, 5, 0, 3)]
    [InlineData(3, 100, 5, 3, 2)]
    [InlineData(4, 2, 5, 0, 0)]
    [InlineData(0, -1, 0, 0, 0)]
    [InlineData(-100, -200, 5, 0, 1)]
    [InlineData(long.MinValue, long.MaxValue, 5, 0, 5)]
    public void A_range_is_cut_to_what_is_there(long first, long last, long length, long start, long count) =>
        Assert.Equal((start, count), ByteRange.Clamp(first, last, length));

    [Fact]
    public void Bytes_behind_the_end_are_reached_through_zeros()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        Assert.Equal(EngineStatus.Unchanged, engine.SetRange("k"u8, 5, ""u8, out var length));
        Assert.Equal(0, length);
        Assert.Equal(EngineStatus.Ok, engine.SetRange("k"u8, 3, "abc"u8, out length));
        Assert.Equal(6, length);
        Assert.Equal("\0\0\0abc", engine.GetText("k"));
        Assert.Equal(EngineStatus.Ok, engine.SetRange("k"u8, 1, "x"u8, out length));
        Assert.Equal("\0x\0abc", engine.GetText("k"));
        Assert.Equal(EngineStatus.TooLarge, engine.SetRange("k"u8, long.MaxValue, "x"u8, out _));
        Assert.Null(engine.CheckAccounting());
    }

    [Theory]
    [InlineData("ohmytext", "mynewtext", "mytext", "4,5,4|2,0,2")]
    [InlineData("", "abc", "", "")]
    [InlineData("aaa", "aa", "aa", "1,0,2")]
    public void What_two_strings_share_is_found(string left, string right, string expected, string runs)
    {
        var common = new CommonSubsequence(Engines.Bytes(left), Engines.Bytes(right));
        Assert.Equal(Engines.Bytes(expected), common.Bytes.ToArray());
        Assert.Equal(runs, string.Join('|', common.Matches.Select(run => $"{run.Left},{run.Right},{run.Length}")));
    }
}
