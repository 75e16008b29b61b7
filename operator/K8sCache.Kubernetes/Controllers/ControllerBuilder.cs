using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>
/// Says what a controller of <typeparamref name="TEntity"/> looks after and what it wants to hear of.
/// </summary>
public sealed class ControllerBuilder<TEntity>(string name, IEntityController<TEntity> controller)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly List<EntityWatch> _watches = [];
    private readonly List<NamedFinalizer<TEntity>> _finalizers = [];
    private ControllerOptions _options = new();
    private Func<InformerEvent<TEntity>, bool>? _predicate;

    public ControllerBuilder<TEntity> WithOptions(ControllerOptions options)
    {
        _options = options;
        return this;
    }

    /// <summary>Which changes of the entity itself count; all, unless said.</summary>
    public ControllerBuilder<TEntity> When(Func<InformerEvent<TEntity>, bool> predicate)
    {
        _predicate = predicate;
        return this;
    }

    /// <summary>Every change of an object whose controlling owner is an entity leads to that entity.</summary>
    public ControllerBuilder<TEntity> Owns<TOwned>(
        string? labelSelector = null, Func<InformerEvent<TOwned>, bool>? when = null)
        where TOwned : class, IKubernetesObject<V1ObjectMeta> =>
        Watches(OwnerMapping.ControllerOf<TEntity>, labelSelector, when);

    /// <summary>Every change of an object leads to the entities that <paramref name="map"/> names.</summary>
    /// <param name="map">The entities' keys.</param>
    /// <param name="labelSelector">Which objects; null: all.</param>
    /// <param name="when">Which changes count; null: all.</param>
    /// <param name="keep">What the cache holds of an object; null: all of it.</param>
    public ControllerBuilder<TEntity> Watches<TObject>(
        Func<TObject, IEnumerable<ObjectKey>> map,
        string? labelSelector = null,
        Func<InformerEvent<TObject>, bool>? when = null,
        Func<TObject, TObject>? keep = null)
        where TObject : class, IKubernetesObject<V1ObjectMeta>
    {
        _watches.Add(new EntityWatch<TObject>(map, labelSelector, when, keep));
        return this;
    }

    /// <summary>
    /// Puts the finalizer on every entity; deletion waits for it. Several run in the order of registration.
    /// </summary>
    /// <param name="finalizerName">Qualified, <c>k8scache.io/shutdown</c>: it is stored with the entities.</param>
    /// <param name="finalizer">The clean-up.</param>
    public ControllerBuilder<TEntity> WithFinalizer(string finalizerName, IEntityFinalizer<TEntity> finalizer)
    {
        _finalizers.Add(new NamedFinalizer<TEntity>(finalizerName, finalizer));
        return this;
    }

    public ControllerRegistration Build() => new ControllerRegistration<TEntity>(
        name, _options, controller, [.. _finalizers], [.. _watches], _predicate);
}
