namespace K8sCache.Node.Serving;

/// <summary>A part of the server that has nothing to wait for when it stops.</summary>
internal sealed class DisposablePart(IDisposable part) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        part.Dispose();
        return ValueTask.CompletedTask;
    }
}
