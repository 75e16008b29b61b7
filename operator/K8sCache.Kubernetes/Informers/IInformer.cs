using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Informers;

/// <summary>A local copy of the objects of one kind, kept up to date by a watch.</summary>
/// <remarks>
/// Reads are safe from any thread, cost no API call, and may lag behind the API server. The package's objects can be written
/// to, and these are shared by all who ask: <b>never write to one that came from here</b>, nor to what hangs on it; make a
/// copy of what changes (<c>obj with { ... }</c>), down to the member that does. Tests hold the operator
/// to that.
/// </remarks>
public interface IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Whether the cache once held everything there was.</summary>
    bool HasSynced { get; }

    Task WaitForSyncAsync(CancellationToken cancellationToken);

    T? Get(ObjectKey key);

    IReadOnlyList<T> List();

    /// <summary>Objects that one of the <see cref="InformerIndexes"/> or an own index files under a value.</summary>
    IReadOnlyList<T> ByIndex(string index, string value);

    /// <summary>Calls back for every change, in order, one at a time; first an Added for everything cached.</summary>
    /// <remarks>
    /// The handler must be quick and must not throw: changes wait for it. Put a key in a queue and return.
    /// </remarks>
    void AddHandler(Action<InformerEvent<T>> handler);
}
