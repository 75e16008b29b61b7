using System.Buffers;
using System.Globalization;
using System.Text;

namespace K8sCache.Hosting.Metrics;

/// <summary>Writes families in the text formats' order: HELP, TYPE, UNIT, then the samples.</summary>
internal sealed class PrometheusWriter(IBufferWriter<byte> output, bool openMetrics)
{
    public void Write(MetricFamily family, IEnumerable<Series> series)
    {
        var samples = series.ToList();
        if (samples.Count == 0)
        {
            return;
        }
        var sampleName = family.Kind == MetricKind.Counter ? family.Name + "_total" : family.Name;
        WriteHead(openMetrics ? family.Name : sampleName, family.Kind, family.Unit, family.Help);
        var counts = new long[family.Boundaries.Length + 1];
        foreach (var sample in samples)
        {
            if (family.Kind == MetricKind.Histogram)
            {
                sample.CopyBuckets(counts);
                WriteHistogram(family.Name, sample.Labels, sample.Boundaries, counts, sample.Value);
            }
            else
            {
                WriteSample(sampleName, sample.Labels, sample.Value);
            }
        }
    }

    public void Write(ObservableHistogram histogram)
    {
        var snapshots = histogram.Observe().ToList();
        if (snapshots.Count == 0)
        {
            return;
        }
        var unit = histogram.Name.EndsWith("_seconds", StringComparison.Ordinal) ? "seconds" : "";
        WriteHead(histogram.Name, MetricKind.Histogram, unit, histogram.Help);
        foreach (var snapshot in snapshots)
        {
            WriteHistogram(histogram.Name, snapshot.Tags.Length == 0 ? "" : LabelText.Of(snapshot.Tags),
                snapshot.Boundaries, snapshot.Counts, snapshot.Sum);
        }
    }

    public void End()
    {
        if (openMetrics)
        {
            Append("# EOF\n");
        }
    }

    private void WriteHead(string name, MetricKind kind, string unit, string help)
    {
        Append($"# HELP {name} {EscapeHelp(help)}\n");
        Append($"# TYPE {name} {kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            MetricKind.Histogram => "histogram",
        }}\n");
        if (openMetrics && unit.Length > 0)
        {
            Append($"# UNIT {name} {unit}\n");
        }
    }

    private void WriteHistogram(string name, string labels, double[] boundaries, long[] counts, double sum)
    {
        var before = labels.Length == 0 ? "" : labels + ",";
        long cumulative = 0;
        for (var i = 0; i < boundaries.Length; i++)
        {
            cumulative += counts[i];
            WriteSample(name + "_bucket", $"{before}le=\"{Number(boundaries[i], alwaysFraction: true)}\"", cumulative);
        }
        cumulative += counts[boundaries.Length];
        WriteSample(name + "_bucket", before + "le=\"+Inf\"", cumulative);
        WriteSample(name + "_sum", labels, sum);
        WriteSample(name + "_count", labels, cumulative);
    }

    private void WriteSample(string name, string labels, double value)
        => Append(labels.Length == 0 ? $"{name} {Number(value)}\n" : $"{name}{{{labels}}} {Number(value)}\n");

    private void Append(string text) => Encoding.UTF8.GetBytes(text, output);

    /// <param name="alwaysFraction">OpenMetrics wants <c>le="1.0"</c>; so do all scrapes, to keep series stable between formats.</param>
    private static string Number(double value, bool alwaysFraction = false)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }
        if (double.IsInfinity(value))
        {
            return value > 0 ? "+Inf" : "-Inf";
        }
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return alwaysFraction && double.IsInteger(value) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text;
    }

    private static string EscapeHelp(string help)
        => help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
