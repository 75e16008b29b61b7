namespace K8sCache.Simulator.Model;

/// <summary>What happens next.</summary>
internal enum EventKind
{
    /// <summary>A request reaches its router.</summary>
    Arrive,

    /// <summary>An attempt reaches its node.</summary>
    Reach,

    /// <summary>A node is done with an attempt.</summary>
    Done,

    /// <summary>An attempt's reply, or failure, reaches its router.</summary>
    Reply,

    /// <summary>A report that comes later than its reply.</summary>
    Report,

    /// <summary>A request waited long enough to be hedged.</summary>
    Hedge,

    /// <summary>A node's noisy neighbour starts or stops.</summary>
    Noise,

    /// <summary>A node stops for a while.</summary>
    Pause,
}
