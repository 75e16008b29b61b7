namespace K8sCache.Kubernetes.LeaderElection;

/// <summary>Which lease is contended for, by whom, and how fast leadership moves.</summary>
/// <remarks>
/// Must hold: <see cref="LeaseDuration"/> &gt; <see cref="RenewDeadline"/> &gt; <see cref="RetryPeriod"/>. What lies between
/// the first two is the time a leader that can't renew has to stop before another may begin.
/// </remarks>
public sealed record LeaderElectionOptions
{
    public required string LeaseName { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Unique to this process: two with the same would both lead.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait without seeing the lease renewed before they take it.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader tries to renew before it gives up.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between tries to acquire or renew.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        if (LeaseDuration <= RenewDeadline || RenewDeadline <= RetryPeriod || RetryPeriod <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"Leader election needs LeaseDuration ({LeaseDuration}) > RenewDeadline ({RenewDeadline}) > "
                + $"RetryPeriod ({RetryPeriod}) > 0.");
        }
    }
}
