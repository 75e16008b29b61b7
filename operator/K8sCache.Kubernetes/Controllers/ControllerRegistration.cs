using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>A controller as the <see cref="ControllerManager"/> knows it, whatever its kind.</summary>
public abstract class ControllerRegistration
{
    private protected ControllerRegistration(string name, ControllerOptions options)
    {
        Name = name;
        Options = options;
    }

    /// <summary>Names the controller in metrics and logs.</summary>
    public string Name { get; }

    public ControllerOptions Options { get; }

    internal abstract Type EntityType { get; }

    /// <summary>
    /// The classes whose <see cref="EntityRbacAttribute"/>s count: the controller's and its finalizers'.
    /// </summary>
    internal abstract IEnumerable<Type> HandlerTypes { get; }

    internal abstract IReadOnlyList<string> FinalizerNames { get; }

    internal abstract IReadOnlyList<Type> WatchedTypes { get; }

    internal abstract IControllerLoop CreateLoop(ControllerContext context);
}
