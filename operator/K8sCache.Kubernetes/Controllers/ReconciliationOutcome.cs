namespace K8sCache.Kubernetes.Controllers;

/// <summary>How a reconciliation ended.</summary>
public enum ReconciliationOutcome
{
    /// <summary>Everything is as wished.</summary>
    Success = 0,

    /// <summary>Nothing failed, but look again after a while.</summary>
    Requeue = 1,

    /// <summary>Try again, with growing delays, for as long as it takes.</summary>
    Failure = 2,

    /// <summary>Trying again can't help: wait until the entity changes.</summary>
    Terminal = 3,
}
