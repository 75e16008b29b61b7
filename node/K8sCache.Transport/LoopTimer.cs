namespace K8sCache.Transport;

/// <summary>A callback that a loop will run later.</summary>
public abstract class LoopTimer
{
    private protected LoopTimer()
    {
    }

    /// <summary>Forgets the callback if it has not run yet; loop thread only, any number of times.</summary>
    public abstract void Cancel();
}
