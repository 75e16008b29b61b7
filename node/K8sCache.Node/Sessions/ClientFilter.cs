namespace K8sCache.Node.Sessions;

/// <summary>Which connections CLIENT LIST and CLIENT KILL mean; what is not given does not matter.</summary>
internal sealed class ClientFilter
{
    public HashSet<long> Ids { get; } = [];

    public string? Address { get; set; }

    public string? LocalAddress { get; set; }

    /// <summary>Redis' kinds, in upper case; all of ours but other nodes' are normal.</summary>
    public string? Type { get; set; }

    public bool Matches(ClientSession client) =>
        (Ids.Count == 0 || Ids.Contains(client.Id))
        && (Address is null || Address == client.Connection.RemoteEndPoint?.ToString())
        && (LocalAddress is null || LocalAddress == client.Connection.LocalEndPoint?.ToString())
        && (Type is null || (Type == "NORMAL" && !client.IsPeer));
}
