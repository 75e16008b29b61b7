using K8sCache.Router.Routing;

namespace K8sCache.Router.Observing;

/// <summary>One node over all loops of this router, read without stopping them.</summary>
internal sealed record NodeTotals
{
    public required string Name { get; init; }

    public required long InFlight { get; init; }

    public required long Picks { get; init; }

    public required long Errors { get; init; }

    /// <summary>Worst of the loops' peak-EWMAs, in seconds.</summary>
    public required double ResponseTime { get; init; }

    /// <summary>Highest of the last reports.</summary>
    public required int ReportedInFlight { get; init; }

    /// <summary>As last reported, in seconds; 0 when never.</summary>
    public required double ServiceTime { get; init; }

    /// <summary>Whether any loop is connected to it.</summary>
    public required bool IsUp { get; init; }

    public static IEnumerable<NodeTotals> Of(IReadOnlyList<RouterLoop> loops) =>
        loops.SelectMany(loop => loop.Nodes).GroupBy(node => node.Name, StringComparer.Ordinal).Select(links => new NodeTotals
        {
            Name = links.Key,
            InFlight = links.Sum(link => (long)link.Signals.InFlight),
            Picks = links.Sum(link => link.Signals.Picks),
            Errors = links.Sum(link => link.Signals.Errors),
            ResponseTime = links.Max(link => link.Signals.ResponseTime),
            ReportedInFlight = links.Max(link => link.Signals.ReportedInFlight),
            ServiceTime = links.Max(link => link.Signals.ServiceTime),
            IsUp = links.Any(link => link.IsUp),
        });
}
