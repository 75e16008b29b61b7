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
    [InlineData("-1.5", -2)]
    [InlineData("-1m", -1)]
    [InlineData("5.", 5)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775807", -long.MaxValue)]
    [InlineData("9223372036854775806500m", long.MaxValue)]
    [InlineData("0.000000000000000001e36", 1_000_000_000_000_000_000)]
    [InlineData("12345678901234567890123456789e-20", 123_456_790)]
    [InlineData("1e-2147483648", 1)]
    [InlineData("0e2147483647", 0)]
    public void Whole_units_are_rounded_up(string text, long expected) =>
        Assert.Equal(expected, Quantity.Parse(text).ToInt64());

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1K")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1e2147483648")]
    [InlineData("1Eii")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+Gi")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("Gi")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("\u0661")]
    public void Anything_else_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Theory]
    [InlineData("1e19")]
    [InlineData("9.223372036854775808E")]
    [InlineData("9223372036854775807001m")]
    [InlineData("1e30")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e2147483647")]
    public void Beyond_what_is_counted_in_is_an_amount_all_the_same(string text)
    {
        var quantity = Quantity.Parse(text);
        Assert.Equal(text[0] == '-' ? -1 : 1, quantity.Sign);
        Assert.Throws<OverflowException>(() => quantity.ToInt64());
        Assert.Equal(quantity.Sign, quantity.CompareTo(Quantity.Parse("1Gi")));
    }

    /// <summary>As apimachinery does, silently.</summary>
    [Theory]
    [InlineData("8Ei", long.MaxValue)]
    [InlineData("9999Ei", long.MaxValue)]
    [InlineData("-8Ei", -long.MaxValue)]
    [InlineData("99999999999999999999Ei", long.MaxValue)]
    [InlineData("8589934592Gi", long.MaxValue)]
    public void A_binary_suffix_ends_at_what_an_integer_can_hold(string text, long expected) =>
        Assert.Equal(expected, Quantity.Parse(text).ToInt64());

    [Theory]
    [InlineData("-1", "0")]
    [InlineData("-2", "-1")]
    [InlineData("999m", "1")]
    [InlineData("1", "1001m")]
    [InlineData("1n", "2n")]
    [InlineData("1Gi", "1.1G")]
    [InlineData("1e399", "1e400")]
    [InlineData("-1e400", "-1e399")]
    [InlineData("-1e400", "1n")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891")]
    [InlineData("9.99999e400", "1e401")]
    public void They_have_an_order_however_written(string less, string more)
    {
        Assert.True(Quantity.Parse(less) < Quantity.Parse(more));
        Assert.True(Quantity.Parse(more) > Quantity.Parse(less));
    }

    [Fact]
    public void A_text_of_any_length_is_refused_or_read_at_once()
    {
        Assert.True(Quantity.TryParse(new string('9', Quantity.MaxTextLength), out _));
        Assert.False(Quantity.TryParse(new string('9', Quantity.MaxTextLength + 1), out _));
    }

    [Theory]
    [InlineData("1Gi", "1024Mi")]
    [InlineData("-0", "0")]
    [InlineData("1e400", "10e399")]
    [InlineData("0.5", "500m")]
    [InlineData("0.1Ki", "102400m")]
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

    [Theory]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.0000000001", "-1n")]
    [InlineData("1.0000000001", "1000000001n")]
    [InlineData("1e-400", "1n")]
    public void Below_a_nano_is_rounded_away_from_zero(string text, string expected) =>
        Assert.Equal(Quantity.Parse(expected), Quantity.Parse(text));

    [Theory]
    [InlineData("1e30", "79228162514264337593543950335")]
    [InlineData("-1e400", "-79228162514264337593543950335")]
    [InlineData("1500m", "1.5")]
    [InlineData("12345678901234567890123456", "12345678901234567890123456")]
    public void The_packages_form_holds_what_it_can(string text, string expected) => Assert.Equal(
        decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Quantity.Parse(text).ToModel().ToDecimal());

    [Fact]
    public void Json_keeps_the_text_and_takes_numbers()
    {
        Assert.Equal("\"1024Mi\"", TestTypes.Json.Serialize(TestTypes.Json.Deserialize<Quantity>("\"1024Mi\"")));
        Assert.Equal(Quantity.Parse("1500m"), TestTypes.Json.Deserialize<Quantity>("1.5"));
    }
}
