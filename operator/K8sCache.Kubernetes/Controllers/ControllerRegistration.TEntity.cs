using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>A controller of one kind, as <see cref="ControllerBuilder{TEntity}"/> described it.</summary>
internal sealed class ControllerRegistration<TEntity>(
    string name,
    ControllerOptions options,
    IEntityController<TEntity> controller,
    IReadOnlyList<NamedFinalizer<TEntity>> finalizers,
    IReadOnlyList<EntityWatch> watches,
    Func<InformerEvent<TEntity>, bool>? predicate) : ControllerRegistration(name, options)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    internal override Type EntityType => typeof(TEntity);

    internal override IEnumerable<Type> HandlerTypes =>
        finalizers.Select(finalizer => finalizer.Finalizer.GetType()).Prepend(controller.GetType()).Distinct();

    internal override IReadOnlyList<string> FinalizerNames => [.. finalizers.Select(finalizer => finalizer.Name)];

    internal override IReadOnlyList<Type> WatchedTypes => [.. watches.Select(watch => watch.EntityType).Distinct()];

    internal override IControllerLoop CreateLoop(ControllerContext context)
    {
        var informer = context.Informers.Get(new InformerOptions<TEntity> { Namespace = Options.Namespace });
        var reconciler = new EntityReconciler<TEntity>(context.Client, informer, controller, finalizers);
        var loop = new ControllerLoop<TEntity>(Name, Options, informer, reconciler, context);
        informer.AddHandler(change =>
        {
            // Whoever leads says farewell: a standby must not do it again when it takes over.
            if (change.Type == InformerEventType.Deleted && loop.IsRunning)
                reconciler.RememberDeleted(change.Value);
            if (predicate is null || change.Type != InformerEventType.Updated || predicate(change))
                loop.Enqueue(change.Value.Key());
        });
        foreach (var watch in watches)
            watch.Connect(context.Informers, Options.Namespace, loop.Enqueue);
        return loop;
    }
}
