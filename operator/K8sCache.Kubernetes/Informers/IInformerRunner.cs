namespace K8sCache.Kubernetes.Informers;

/// <summary>The side of an informer that whoever runs it sees, whatever the kind.</summary>
internal interface IInformerRunner
{
    bool HasSynced { get; }

    Task RunAsync(CancellationToken cancellationToken);

    Task WaitForSyncAsync(CancellationToken cancellationToken);
}
