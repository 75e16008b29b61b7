using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;

namespace K8sCache.Kubernetes.Informers;

/// <summary>What an informer holds, and how it keeps up.</summary>
public sealed record InformerOptions<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Null: all namespaces, or a cluster-scoped kind.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>
    /// What is held of an object: all, unless said. The rest is let go before the next page is read. Of informers that are
    /// shared, the first to ask decides.
    /// </summary>
    public Func<T, T> Keep { get; init; } = obj => obj;

    public int PageSize { get; init; } = ListOptions.DefaultPageSize;

    /// <summary>
    /// Least time after which a watch is renewed; the most is twice that, at random, so that watches spread.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often every object is reported again, in case a handler missed its effect; null: never.</summary>
    public TimeSpan? ResyncPeriod { get; init; }

    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A watch that ends sooner than this counts as failed, or a server that closes at once would be stormed.
    /// </summary>
    public TimeSpan ShortestGoodWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Own indexes: name, and the values an object is filed under.</summary>
    public IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> Indexes { get; init; } =
        new Dictionary<string, Func<T, IEnumerable<string>>>();
}
