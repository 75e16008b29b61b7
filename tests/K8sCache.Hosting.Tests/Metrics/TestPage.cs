using System.Buffers;
using System.Globalization;
using System.Text;
using K8sCache.Hosting.Metrics;
using Prometheus;

namespace K8sCache.Hosting.Tests.Metrics;

/// <summary>A page, and what it says of the families under test.</summary>
internal sealed class TestPage : IDisposable
{
    public MetricPage Page { get; } = new();

    public void Dispose() => Page.Dispose();

    /// <summary>The page's lines about families named <c>k8scache_test_</c>, and its end.</summary>
    public async Task<string> ReadAsync(ExpositionFormat format = ExpositionFormat.PrometheusText)
    {
        var lines = (await ReadAllAsync(format)).Split('\n');
        return string.Concat(lines.Where(line => line.Contains("k8scache_test_", StringComparison.Ordinal) || line == "# EOF").Select(line => line + "\n"));
    }

    public async Task<string> ReadAllAsync(ExpositionFormat format = ExpositionFormat.PrometheusText)
    {
        var output = new ArrayBufferWriter<byte>();
        await Page.WriteAsync(format, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A sample's value; null where there is none.</summary>
    public static double? Value(string page, string sample)
    {
        var line = page.Split('\n').SingleOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
