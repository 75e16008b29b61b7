using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>
/// One controller, level-based: it is told names, looks at what is there now and writes the difference. It must not remember
/// anything that it could not find out again.
/// </summary>
internal interface IReconciler
{
    /// <summary>User and field manager of its writes.</summary>
    string Name { get; }

    /// <summary>Whose changes wake it, and for which keys.</summary>
    IReadOnlyList<Trigger> Triggers { get; }

    /// <returns>When to look again even without a change; null for not at all.</returns>
    /// <exception cref="Api.ApiException">Tried again, with backoff.</exception>
    TimeSpan? Reconcile(ObjectKey key);
}
