using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Backoff;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Informers;

/// <inheritdoc cref="IInformer{T}"/>
/// <remarks>
/// List, then watch from the list's version; when a watch ends, watch on from the last version heard of; when that is
/// too old (410), list again. A list replaces the cache and reports only the differences, so nothing is ever dropped
/// and found again. Source: client-go's Reflector, <c>tools/cache/reflector.go</c>.
/// </remarks>
public sealed class Informer<T> : IInformer<T>, IInformerRunner
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly string Kind = KubernetesKind.Of<T>().Kind;

    private readonly IKubernetesClient _client;
    private readonly InformerOptions<T> _options;
    private readonly TimeProvider _timeProvider;
    private readonly Random _random;
    private readonly KubernetesMetrics _metrics;
    private readonly ILogger _logger;
    private readonly InformerCache<T> _cache;
    private readonly JitteredBackoff _backoff;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Changes of the cache and their reports happen under this lock, so handlers see them in order and none twice.
    private readonly Lock _reporting = new();
    private readonly List<Action<InformerEvent<T>>> _handlers = [];

    // Where to watch on; null: list first. Touched by the run loop only.
    private string? _resourceVersion;

    /// <param name="client">The API.</param>
    /// <param name="options">What to hold.</param>
    /// <param name="timeProvider">Clock of timeouts and backoff.</param>
    /// <param name="random">Used by the run loop only; give each informer its own.</param>
    /// <param name="metrics">Counts lists, events and failures.</param>
    /// <param name="logger">Says why a watch had to be renewed.</param>
    public Informer(
        IKubernetesClient client, InformerOptions<T> options, TimeProvider timeProvider, Random random,
        KubernetesMetrics metrics, ILogger logger)
    {
        _client = client;
        _options = options;
        _timeProvider = timeProvider;
        _random = random;
        _metrics = metrics;
        metrics.InformerStarted(Kind);
        _logger = logger;
        _cache = new InformerCache<T>(options.Indexes);
        _backoff = new JitteredBackoff(options.InitialBackoff, options.MaxBackoff, random);
    }

    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    public T? Get(ObjectKey key) => _cache.Get(key);

    public IReadOnlyList<T> List() => _cache.List();

    public IReadOnlyList<T> ByIndex(string index, string value) => _cache.ByIndex(index, value);

    public void AddHandler(Action<InformerEvent<T>> handler)
    {
        lock (_reporting)
        {
            _handlers.Add(handler);
            foreach (var value in _cache.List())
                handler(new InformerEvent<T>(InformerEventType.Added, value, null));
        }
    }

    /// <summary>
    /// Keeps the cache up to date until cancelled; survives everything the API server does meanwhile.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var resync = _options.ResyncPeriod is { } period
            ? _timeProvider.CreateTimer(_ => Resync(), null, period, period)
            : null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListAndWatchAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException error) when (error.IsExpired)
            {
                Log.WatchExpired(_logger, Kind, error.Status.Message);
                _resourceVersion = null;
                await DelayAsync(null, cancellationToken);
            }
            catch (Exception error) when (ApiFailure.IsExpected(error))
            {
                _metrics.WatchFailed(Kind);
                Log.WatchFailed(_logger, Kind, error);
                // A server that was away may come back as another one, restored from a backup with versions running
                // behind ours: a watch from the future is silent. Only a list can tell.
                if (error is HttpRequestException)
                    _resourceVersion = null;
                await DelayAsync((error as ApiException)?.RetryAfter, cancellationToken);
            }
        }
    }

    private async Task ListAndWatchAsync(CancellationToken cancellationToken)
    {
        if (_resourceVersion is null)
            await ListAsync(cancellationToken);

        var started = _timeProvider.GetTimestamp();
        var events = await WatchAsync(_resourceVersion!, cancellationToken);
        if (events > 0 || _timeProvider.GetElapsedTime(started) >= _options.ShortestGoodWatch)
            _backoff.Reset();
        else
            await DelayAsync(null, cancellationToken);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var list = await ListPagesAsync(cancellationToken);
        _metrics.Listed(Kind);
        foreach (var undecodable in list.Undecodable)
            ReportUndecodable(undecodable.Key, undecodable.Error);
        lock (_reporting)
        {
            foreach (var change in _cache.Replace(list))
                Report(change);
        }
        _resourceVersion = list.Metadata.ResourceVersion ?? "0";
        if (_synced.TrySetResult())
            Log.InformerSynced(_logger, Kind, list.Items.Count);
    }

    private async Task<ObjectList<T>> ListPagesAsync(CancellationToken cancellationToken)
    {
        var options = new ListOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            Limit = _options.PageSize,
        };
        try
        {
            return await _client.ListAsync(_options.Namespace, options, _options.Keep, cancellationToken);
        }
        catch (ApiException error) when (error.IsExpired)
        {
            // The pages outlived their version: take everything at once, as client-go does.
            return await _client.ListAsync(_options.Namespace, options with { Limit = 0 }, _options.Keep, cancellationToken);
        }
    }

    /// <returns>How many events came.</returns>
    private async Task<int> WatchAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        var options = new WatchOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            ResourceVersion = resourceVersion,
            Timeout = _options.WatchTimeout * (1 + _random.NextDouble()),
        };
        var events = 0;
        await foreach (var watchEvent in _client.WatchAsync<T>(_options.Namespace, options, cancellationToken))
        {
            events++;
            _backoff.Reset();
            Take(watchEvent);
            if (watchEvent.ResourceVersion.Length > 0)
                _resourceVersion = watchEvent.ResourceVersion;
        }
        return events;
    }

    private void Take(WatchEvent<T> watchEvent)
    {
        if (watchEvent.Type == WatchEventType.Bookmark)
            return;
        _metrics.WatchEvent(Kind);
        if (watchEvent.DecodeError is { } error)
            ReportUndecodable(watchEvent.Key, error);
        lock (_reporting)
        {
            var kept = watchEvent.Value is { } value ? _options.Keep(value) : null;
            var change = watchEvent.Type == WatchEventType.Deleted
                ? _cache.Remove(watchEvent.Key, kept)
                : kept is null ? null : _cache.Set(kept);
            if (change is not null)
                Report(change);
        }
    }

    private void Report(InformerEvent<T> change)
    {
        foreach (var handler in _handlers)
            handler(change);
    }

    private void Resync()
    {
        lock (_reporting)
        {
            foreach (var value in _cache.List())
                Report(new InformerEvent<T>(InformerEventType.Resynced, value, value));
        }
    }

    private void ReportUndecodable(ObjectKey key, string error)
    {
        _metrics.Undecodable(Kind);
        Log.ObjectUndecodable(_logger, Kind, key, error);
    }

    private Task DelayAsync(TimeSpan? atLeast, CancellationToken cancellationToken)
    {
        var delay = _backoff.Next();
        return Task.Delay(atLeast > delay ? atLeast.Value : delay, _timeProvider, cancellationToken);
    }
}
