using System.Text;
using K8sCache.Storage.Strings;

namespace K8sCache.Storage.Tests.Strings;

/// <summary>The expected texts are what redis-server 7.0.15 answered to INCRBYFLOAT.</summary>
public sealed class LongDoubleTests
{
    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("3.0", "1.1", "4.1")]
    [InlineData("10.50", "0.1", "10.6")]
    [InlineData("5.0e3", "2.0e2", "5200")]
    [InlineData("-0", "0", "0")]
    [InlineData("1e18", "0.1", "1000000000000000000.125")]
    [InlineData("1", "1e-17", "1.00000000000000001")]
    [InlineData("1", "1e-18", "1")]
    [InlineData("0x1p3", "0x.8", "8.5")]
    [InlineData("17976931348623157", "-0.25", "17976931348623156.75")]
    public void Sums_are_those_of_Redis(string left, string right, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(LongDouble.Add(Parse(left), Parse(right)).ToText()));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e1")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("0x")]
    [InlineData("nan")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("1e4933")]
    [InlineData("1.1.1")]
    [InlineData("1\0")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.False(LongDouble.TryParse(Encoding.Latin1.GetBytes(text), out _));

    [Theory]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    public void Infinities_are_read(string text)
    {
        Assert.True(Parse(text).IsInfinite);
        Assert.True(LongDouble.Add(Parse(text), Parse("1")).IsInfinite);
    }

    [Fact]
    public void A_sum_past_the_range_is_infinite() =>
        Assert.True(LongDouble.Add(Parse("1.18e4932"), Parse("1.18e4932")).IsInfinite);

    [Fact]
    public void A_long_text_is_refused() =>
        Assert.False(LongDouble.TryParse(Encoding.ASCII.GetBytes(new string('0', 5120)), out _));

    private static LongDouble Parse(string text)
    {
        Assert.True(LongDouble.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        return value;
    }
}
