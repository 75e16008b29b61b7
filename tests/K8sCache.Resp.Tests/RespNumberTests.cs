using System.Text;

namespace K8sCache.Resp.Tests;

public sealed class RespNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("9", 9)]
    [InlineData("10", 10)]
    [InlineData("99", 99)]
    [InlineData("-1", -1)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Numbers_are_read(string text, long expected)
    {
        Assert.True(RespNumber.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
        if (expected != long.MinValue)
            Assert.Equal(expected, RespNumber.Parse(Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("00")]
    [InlineData("-0")]
    [InlineData("-01")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1a")]
    [InlineData("a1")]
    [InlineData("1.0")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("111111111111111111111111")]
    public void Anything_else_is_no_number(string text)
    {
        Assert.False(RespNumber.TryParse(Encoding.ASCII.GetBytes(text), out _));
        Assert.Equal(RespNumber.Malformed, RespNumber.Parse(Encoding.ASCII.GetBytes(text)));
    }
}
