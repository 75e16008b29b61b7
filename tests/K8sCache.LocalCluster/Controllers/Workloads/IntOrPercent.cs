using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>A number, or a share of a total such as <c>25%</c>.</summary>
internal static class IntOrPercent
{
    public static int Resolve(JsonNode? value, int total, bool roundUp)
    {
        if (value.Text() is not { } text)
            return value.Count() ?? 0;
        if (!text.EndsWith('%') || !double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
            return 0;
        var share = percent * total / 100;
        return (int)(roundUp ? Math.Ceiling(share) : Math.Floor(share));
    }
}
