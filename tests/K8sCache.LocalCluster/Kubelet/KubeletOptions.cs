namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What a test may shorten; the defaults are the real kubelet's.</summary>
public sealed record KubeletOptions
{
    /// <summary>Delay before the second restart of a container; doubles from then on.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RestartDelayLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Delay before an unknown image or a missing ConfigMap or Secret is looked for again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
