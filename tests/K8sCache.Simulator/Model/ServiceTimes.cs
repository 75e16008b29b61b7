namespace K8sCache.Simulator.Model;

/// <summary>How long requests take a worker of speed 1; the mean is 1.</summary>
public enum ServiceTimes
{
    Exponential,

    /// <summary>One request in a hundred takes thirty times as long.</summary>
    HeavyTail,
}
