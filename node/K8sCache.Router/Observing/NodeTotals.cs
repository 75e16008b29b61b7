using K8sCache.Hosting.Metrics;
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

    /// <summary>Times loops left it out for failing.</summary>
    public required long Ejections { get; init; }

    /// <summary>Loops that leave it out now.</summary>
    public required long EjectedBy { get; init; }

    /// <summary>Seconds since any loop heard of it: a reply, a report, a probe's answer; 0 when never.</summary>
    public required double SilentSeconds { get; init; }

    /// <summary>By <see cref="Extra"/>.</summary>
    public required IReadOnlyList<long> Extras { get; init; }

    /// <summary>Whether any loop is connected to it.</summary>
    public required bool IsUp { get; init; }

    public required IEnumerable<LatencyCounts> Latencies { get; init; }

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
            Ejections = links.Sum(link => link.Signals.Ejections),
            EjectedBy = links.Count(link => link.Signals.IsEjected),
            SilentSeconds = SilenceOf(links, loops[0].SecondsNow()),
            Extras = [.. Enum.GetValues<Extra>().Select(extra => links.Sum(link => link.CountOf(extra)))],
            IsUp = links.Any(link => link.IsUp),
            Latencies = links.Select(link => link.Latency),
        });

    private static double SilenceOf(IEnumerable<NodeLink> links, double now)
    {
        var heard = links.Max(link => Math.Max(link.Signals.LastReply, link.Signals.LastReport));
        return double.IsNegativeInfinity(heard) ? 0 : Math.Max(0, now - heard);
    }
}
