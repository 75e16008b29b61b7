using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Objects;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("1.5", 2)]
    [InlineData("500m", 1)]
    [InlineData("1k", 1000)]
    [InlineData("1Ki", 1024)]
    [InlineData("1.5Gi", 1_610_612_736)]
    [InlineData("2e3", 2000)]
    [InlineData("2E3", 2000)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("7Ei", 8_070_450_532_247_928_832)]
    [InlineData("1e-3", 1)]
    [InlineData("+5", 5)]
    [InlineData("-5", -5)]
    [InlineData(".5", 1)]
    [InlineData("1n", 1)]
    public void Whole_units_are_rounded_up(string text, long expected) =>
        Assert.Equal(expected, Quantity.Parse(text).ToInt64());

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1K")]
    [InlineData("1e")]
    [InlineData("1e99")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("Gi")]
    [InlineData("99999999999999999999Ei")]
    public void Anything_else_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Theory]
    [InlineData("1Gi", "1024Mi")]
    [InlineData("1", "1000m")]
    [InlineData("1e3", "1k")]
    public void Equal_amounts_are_equal_however_written(string left, string right)
    {
        Assert.Equal(Quantity.Parse(left), Quantity.Parse(right));
        Assert.Equal(Quantity.Parse(left).GetHashCode(), Quantity.Parse(right).GetHashCode());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1000, "1000")]
    [InlineData(1024, "1Ki")]
    [InlineData(1L << 30, "1Gi")]
    [InlineData((1L << 30) + 1024, "1048577Ki")]
    public void Bytes_are_written_with_the_largest_suffix_that_divides_them(long bytes, string expected)
    {
        Assert.Equal(expected, Quantity.FromBytes(bytes).ToString());
        Assert.Equal(bytes, Quantity.Parse(expected).ToInt64());
    }

    [Theory]
    [InlineData(250, "250m")]
    [InlineData(2000, "2")]
    public void Cpus_are_written_in_thousandths(long milli, string expected) =>
        Assert.Equal(expected, Quantity.FromMilli(milli).ToString());

    [Fact]
    public void Below_a_nano_is_rounded_up() =>
        Assert.Equal(Quantity.Parse("1n"), Quantity.Parse("0.0000000001"));

    [Fact]
    public void Json_keeps_the_text_and_takes_numbers()
    {
        Assert.Equal("\"1024Mi\"", TestTypes.Json.Serialize(TestTypes.Json.Deserialize<Quantity>("\"1024Mi\"")));
        Assert.Equal(Quantity.Parse("1500m"), TestTypes.Json.Deserialize<Quantity>("1.5"));
    }
}
