using K8sCache.Hosting.Options;

namespace K8sCache.Hosting.Tests.Options;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData("1Ki", 1024)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("100mb", 104_857_600)]
    [InlineData("100M", 100_000_000)]
    [InlineData("2TB", 2_000_000_000_000)]
    public void Sizes_parse(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1 GiB")]
    [InlineData("1XiB")]
    [InlineData("99999999999999999999")]
    [InlineData("9000000000TiB")]
    public void Nonsense_sizes_do_not(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1000, "1000B")]
    [InlineData(1536, "1536B")]
    [InlineData(1L << 31, "2GiB")]
    public void Sizes_format(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("2s", 2_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("1h", 3_600_000)]
    public void Durations_parse_and_format(string text, int milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var parsed));
        Assert.Equal(milliseconds, parsed.TotalMilliseconds);
        Assert.True(Durations.TryParse(Durations.Format(parsed), out var again));
        Assert.Equal(parsed, again);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1d")]
    public void Nonsense_durations_do_not(string text) => Assert.False(Durations.TryParse(text, out _));
}
