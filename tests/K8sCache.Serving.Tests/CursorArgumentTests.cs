using System.Text;

namespace K8sCache.Serving.Tests;

/// <summary>What redis-server 7.0 takes for a cursor.</summary>
public sealed class CursorArgumentTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("01", 1)]
    [InlineData("+1", 1)]
    [InlineData("-0", 0)]
    [InlineData("-1", ulong.MaxValue)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("-18446744073709551615", 1)]
    public void Numbers_are_read_as_strtoul_reads_them(string text, ulong expected)
    {
        Assert.True(CursorArgument.TryParse(Encoding.ASCII.GetBytes(text), out var cursor));
        Assert.Equal(expected, cursor);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("1x")]
    [InlineData(" 1")]
    [InlineData("abc")]
    [InlineData("18446744073709551616")]
    [InlineData("-18446744073709551616")]
    public void What_is_none_is_refused(string text) => Assert.False(CursorArgument.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
