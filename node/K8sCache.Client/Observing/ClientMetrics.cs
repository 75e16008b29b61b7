using System.Diagnostics;
using System.Diagnostics.Metrics;
using K8sCache.Client.Calls;
using K8sCache.Client.Routing;

namespace K8sCache.Client.Observing;

/// <summary>The client's instruments, on the meter and the activity source <c>K8sCache.Client</c>. Costs nothing unheard.</summary>
internal sealed class ClientMetrics : IDisposable
{
    public const string Name = "K8sCache.Client";

    private const string CommandTag = "k8scache.command";
    private const string NodeTag = "k8scache.node";
    private const string ErrorTag = "error.type";

    private static readonly ActivitySource Activities = new(Name);

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;

    public ClientMetrics(IMeterFactory? factory)
    {
        _ownsMeter = factory is null;
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _duration = _meter.CreateHistogram<double>(
            "k8scache.client.call.duration", "s", "From a call to its result, retries included.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
        _retries = _meter.CreateCounter<long>("k8scache.client.retries", "{attempt}", "Calls sent again, by why.");
    }

    /// <summary>Whether anybody listens to single calls.</summary>
    public bool ObservesCalls => _duration.Enabled || Activities.HasListeners();

    /// <summary>Adds what is read from the client's state.</summary>
    public void Observe(CallRouter router, TopologyWatch watch)
    {
        _meter.CreateObservableGauge("k8scache.client.topology.epoch", () => watch.Epoch, null, "Epoch of the topology in use; 0 = none.");
        _meter.CreateObservableUpDownCounter(
            "k8scache.client.calls.waiting", () => (long)router.WaitingCount, "{call}", "Calls that wait for a node that can serve them.");
        _meter.CreateObservableUpDownCounter(
            "k8scache.client.calls.in_flight", () => PerNode(router, static link => link.InFlight), "{call}", "Calls sent and not answered, by node.");
        _meter.CreateObservableUpDownCounter(
            "k8scache.client.connections", () => PerNode(router, static link => link.Connections), "{connection}", "Connections that serve, by node.");
        _meter.CreateObservableCounter(
            "k8scache.client.node.picks", () => PerNode(router, static link => link.Signals.Picks), "{call}", "Calls sent to a node.");
        _meter.CreateObservableCounter(
            "k8scache.client.node.errors", () => PerNode(router, static link => link.Signals.Errors), "{error}", "Failures held against a node.");
    }

    public void Retried(PendingCall call, string reason) =>
        _retries.Add(1, new KeyValuePair<string, object?>(CommandTag, call.Verb.Name), new("k8scache.reason", reason));

    /// <summary>Awaits a call for those who listen.</summary>
    public async ValueTask<TResult> ObserveAsync<TResult>(PendingCall call, ValueTask<TResult> task, TimeProvider time)
    {
        using var activity = Activities.StartActivity(call.Verb.Name, ActivityKind.Client);
        activity?.SetTag("db.system.name", "k8scache").SetTag("db.operation.name", call.Verb.Name);
        string? error = null;
        try
        {
            return await task;
        }
        catch (Exception exception)
        {
            error = exception is K8sCacheException { Kind: var kind } ? kind.ToString() : exception.GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message).SetTag(ErrorTag, error);
            throw;
        }
        finally
        {
            var tags = new TagList { { CommandTag, call.Verb.Name } };
            if (error is not null)
                tags.Add(ErrorTag, error);
            _duration.Record(time.GetElapsedTime(call.StartedAt).TotalSeconds, tags);
        }
    }

    public void Dispose()
    {
        // A factory's meters are the factory's.
        if (_ownsMeter)
            _meter.Dispose();
    }

    private static IEnumerable<Measurement<long>> PerNode(CallRouter router, Func<Connections.NodeLink, long> value) =>
        router.AllLinks().GroupBy(link => link.Name).Select(
            links => new Measurement<long>(links.Sum(value), new KeyValuePair<string, object?>(NodeTag, links.Key)));
}
