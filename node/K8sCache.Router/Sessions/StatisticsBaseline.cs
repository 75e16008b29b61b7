using K8sCache.Router.Routing;

namespace K8sCache.Router.Sessions;

/// <summary>Totals of all loops at one moment; metrics never go back, so INFO tells the difference to this.</summary>
internal sealed record StatisticsBaseline
{
    public long Connections { get; init; }

    public long Requests { get; init; }

    public long Errors { get; init; }

    public long BytesIn { get; init; }

    public long BytesOut { get; init; }

    public static StatisticsBaseline Of(RouterContext context) => new()
    {
        Connections = context.Clients.AcceptedTotal,
        Requests = context.Loops.Sum(loop => loop.Counters.CallsTotal),
        Errors = context.Loops.Sum(loop => loop.Counters.ErrorsTotal),
        BytesIn = context.Loops.Sum(loop => loop.Counters.BytesIn),
        BytesOut = context.Loops.Sum(loop => loop.Counters.BytesOut),
    };

    public StatisticsBaseline Since(StatisticsBaseline earlier) => new()
    {
        Connections = Connections - earlier.Connections,
        Requests = Requests - earlier.Requests,
        Errors = Errors - earlier.Errors,
        BytesIn = BytesIn - earlier.BytesIn,
        BytesOut = BytesOut - earlier.BytesOut,
    };
}
