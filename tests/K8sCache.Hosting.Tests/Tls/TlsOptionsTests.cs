using K8sCache.Hosting.Options;
using K8sCache.Hosting.Tls;

namespace K8sCache.Hosting.Tests.Tls;

public sealed class TlsOptionsTests
{
    private static readonly string AnyFile = typeof(TlsOptionsTests).Assembly.Location;

    [Theory]
    [InlineData("", "")]
    [InlineData("--tls-secret-dir d", "")]
    [InlineData("--tls-secret-dir d --tls-auth-clients yes --tls-peer-name n", "")]
    [InlineData("--tls-cert-file F --tls-key-file F", "")]
    [InlineData("--tls-cert-file F --tls-key-file F --tls-ca-cert-file F --tls-auth-clients optional", "")]
    [InlineData("--tls-cert-file F", "need each other")]
    [InlineData("--tls-key-file F", "need each other")]
    [InlineData("--tls-secret-dir d --tls-key-file F", "need each other;give either")]
    [InlineData("--tls-auth-clients yes", "no certificate")]
    [InlineData("--tls-peer-name n", "no certificate")]
    [InlineData("--tls-cert-file F --tls-key-file F --tls-auth-clients yes", "needs --tls-ca-cert-file")]
    [InlineData("--tls-cert-file none --tls-key-file F", "'none' is not allowed;need each other")]
    public void Combinations_that_cannot_be_are_named(string arguments, string problems)
    {
        var table = new OptionTable("program", "");
        var rows = new TlsOptionRows(table, "--port");
        var parsed = table.Parse(
            [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text == "F" ? AnyFile : text)], _ => null);
        var found = parsed.Errors.ToList();
        rows.Bound(parsed.Values, found);
        var expected = problems.Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void One_line_a_kind_and_period_passes()
    {
        var time = new AdvancingTime();
        var throttle = new FailureThrottle(time, TimeSpan.FromSeconds(10), 2);
        Assert.True(throttle.TryPass(0, out var leftOut));
        Assert.False(throttle.TryPass(0, out _));
        Assert.False(throttle.TryPass(0, out _));
        Assert.True(throttle.TryPass(1, out _));
        time.Now += TimeSpan.FromSeconds(10).Ticks;
        Assert.True(throttle.TryPass(0, out leftOut));
        Assert.Equal(2, leftOut);
    }

    private sealed class AdvancingTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
