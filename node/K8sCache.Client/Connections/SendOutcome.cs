namespace K8sCache.Client.Connections;

/// <summary>What became of handing a call to a connection.</summary>
internal enum SendOutcome
{
    Sent,

    /// <summary>Too much is under way there; nothing was sent.</summary>
    Full,

    /// <summary>There is no connection; nothing was sent.</summary>
    Closed,
}
