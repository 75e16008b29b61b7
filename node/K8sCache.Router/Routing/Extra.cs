namespace K8sCache.Router.Routing;

/// <summary>Requests beyond those of clients, as counted per node.</summary>
internal enum Extra
{
    /// <summary>A read sent here, too, for it waited long at another copy.</summary>
    HedgeSent,

    /// <summary>A hedge whose answer came first.</summary>
    HedgeWon,

    /// <summary>A read sent here, too, for another copy fell silent.</summary>
    Rescue,

    /// <summary>A sign of life that was asked for in a quiet time.</summary>
    Probe,

    /// <summary>Times the node fell silent with reads to answer.</summary>
    Silence,
}
