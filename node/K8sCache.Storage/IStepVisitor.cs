namespace K8sCache.Storage;

/// <summary>Takes an entry's last changes where they are known, instead of its whole state; never call the engine from here.</summary>
public interface IStepVisitor : IEntryVisitor
{
    /// <summary>False = the whole state is wanted as well, and visited next.</summary>
    bool TryVisit(scoped in EntrySteps steps);
}
