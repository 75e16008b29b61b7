using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Metrics;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Informers;

/// <summary>One informer for each kind and selection, shared by all who ask, so that each costs one watch.</summary>
public sealed class InformerRegistry(
    IKubernetesClient client, TimeProvider timeProvider, Random random, KubernetesMetrics metrics, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type, string?, string?, string?), IInformerRunner> _informers = [];
    private readonly List<Task> _running = [];
    private CancellationToken? _stop;

    /// <summary>
    /// The informer of the kind, namespace and selectors; made, and started if the others are, when first asked
    /// for.
    /// </summary>
    public IInformer<T> Get<T>(InformerOptions<T>? options = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        options ??= new InformerOptions<T>();
        var key = (typeof(T), options.Namespace, options.LabelSelector, options.FieldSelector);
        lock (_lock)
        {
            if (_informers.TryGetValue(key, out var known))
                return (Informer<T>)known;
            var own = new Random(random.Next());
            var informer = new Informer<T>(client, options, timeProvider, own, metrics, logger);
            _informers.Add(key, informer);
            if (_stop is { } stop)
                _running.Add(informer.RunAsync(stop));
            return informer;
        }
    }

    /// <summary>Whether every informer asked for so far has once held everything.</summary>
    public bool HasSynced
    {
        get
        {
            lock (_lock)
                return _informers.Values.All(informer => informer.HasSynced);
        }
    }

    /// <summary>Starts all informers, those asked for later included, until cancelled.</summary>
    public void Start(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_stop is not null)
                throw new InvalidOperationException("The informers are started already.");
            _stop = stop;
            _running.AddRange(_informers.Values.Select(informer => informer.RunAsync(stop)));
        }
    }

    public async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        IInformerRunner[] informers;
        lock (_lock)
            informers = [.. _informers.Values];
        await Task.WhenAll(informers.Select(informer => informer.WaitForSyncAsync(cancellationToken)));
    }

    /// <summary>Completes with the first informer that ends; fails with what it failed with.</summary>
    public Task FirstEndAsync()
    {
        lock (_lock)
            return _running.Count > 0 ? Task.WhenAny(_running).Unwrap() : new TaskCompletionSource().Task;
    }

    /// <summary>
    /// Completes when all informers have ended, after the token given to <see cref="Start"/> was cancelled.
    /// </summary>
    public Task WaitForEndAsync()
    {
        lock (_lock)
            return Task.WhenAll(_running);
    }
}
