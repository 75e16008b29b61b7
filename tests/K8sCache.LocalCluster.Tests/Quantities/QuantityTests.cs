using System.Numerics;
using K8sCache.LocalCluster.Quantities;

namespace K8sCache.LocalCluster.Tests.Quantities;

/// <summary>Amounts as apimachinery's <c>resource.Quantity</c> reads, compares and writes them.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("00001", "1")]
    [InlineData("+5", "5")]
    [InlineData("1000", "1k")]
    [InlineData("1000000k", "1G")]
    [InlineData("1500m", "1500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("0.0001k", "100m")]
    [InlineData("1024", "1024")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1.1Ki", "1126400m")]
    [InlineData("1025Ki", "1025Ki")]
    [InlineData("-1Ki", "-1Ki")]
    [InlineData("1e3", "1e3")]
    [InlineData("3.01e6", "3010e3")]
    [InlineData("1e400", "10e399")]
    [InlineData("1000E", "1e21")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("1e-400", "1e-9")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("9999Ei", "9223372036854775807")]
    [InlineData("-9999Ei", "-9223372036854775807")]
    [InlineData("7Ei", "7Ei")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Has_one_canonical_text(string text, string canonical) => Assert.Equal(canonical, Quantity.TryParse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1.2.3")]
    [InlineData("lots")]
    [InlineData("0x10")]
    public void What_has_not_its_form_is_none(string text)
    {
        Assert.Null(Quantity.Parse(text, out var problem));
        Assert.StartsWith("quantities must match the regular expression", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1K")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1Eii")]
    [InlineData("--1")]
    [InlineData("1e99999999999999999999")]
    public void What_has_a_suffix_that_there_is_not_is_none(string text)
    {
        Assert.Null(Quantity.Parse(text, out var problem));
        Assert.Equal("unable to parse quantity's suffix", problem);
    }

    [Theory]
    [InlineData("-2", "-1")]
    [InlineData("999m", "1")]
    [InlineData("1Gi", "1.1G")]
    [InlineData("1Ei", "9.3e18")]
    [InlineData("8Ei", "1e30")]
    [InlineData("1e399", "1e400")]
    [InlineData("-1e400", "1n")]
    [InlineData("1", "1e2147483647")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891")]
    public void Has_an_order(string less, string more)
    {
        Assert.True(Quantity.TryParse(less)!.CompareTo(Quantity.TryParse(more)) < 0);
        Assert.True(Quantity.TryParse(more)!.CompareTo(Quantity.TryParse(less)) > 0);
    }

    [Theory]
    [InlineData("1Gi", "1Mi", 1024)]
    [InlineData("1500m", "1", 2)]
    [InlineData("100Mi", "1Gi", 1)]
    [InlineData("1", "0", 0)]
    public void Is_divided_rounded_up(string amount, string divisor, int expected) =>
        Assert.Equal((BigInteger)expected, Quantity.TryParse(amount)!.DivideRoundedUp(Quantity.TryParse(divisor)!));
}
