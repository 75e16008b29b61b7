namespace K8sCache.Hosting.Lifetime;

/// <summary>Work that a process cannot do without ended before the process did.</summary>
public sealed class WorkDiedException : Exception
{
    public WorkDiedException(string work, Exception? reason)
        : base(reason is null ? $"{work} ended" : $"{work} failed: {reason.Message}", reason) => Work = work;

    public WorkDiedException(string message) : base(message)
    {
    }

    public WorkDiedException()
    {
    }

    /// <summary>The work's name, as it was given to the supervisor.</summary>
    public string Work { get; } = "";
}
