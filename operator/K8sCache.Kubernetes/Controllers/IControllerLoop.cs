namespace K8sCache.Kubernetes.Controllers;

/// <summary>A running controller, whatever its kind.</summary>
internal interface IControllerLoop
{
    /// <summary>
    /// Reconciles until <paramref name="stop"/>, then works off what is queued until <paramref name="abort"/>.
    /// </summary>
    Task RunAsync(CancellationToken stop, CancellationToken abort);
}
