namespace K8sCache.Hosting.Lifetime;

/// <summary>A start that cannot succeed for a reason the user can mend; its message names it, without a stack trace.</summary>
public sealed class StartFailedException : Exception
{
    public StartFailedException(string message) : base(message)
    {
    }

    public StartFailedException(string message, Exception inner) : base(message, inner)
    {
    }

    public StartFailedException()
    {
    }
}
