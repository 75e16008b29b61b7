namespace K8sCache.Node.Tracking;

/// <summary>A key some clients read, and may have cached.</summary>
internal sealed class TrackedKey(byte[] key)
{
    // Up to here looking through a list is as fast as looking up.
    private const int FewClients = 16;

    private readonly List<ClientTracking> _clients = new(1);

    /// <summary>The same clients, when there are many.</summary>
    private HashSet<ClientTracking>? _many;

    public byte[] Key => key;

    /// <summary>Place in the table's list of keys.</summary>
    public int Index { get; set; }

    public IReadOnlyList<ClientTracking> Clients => _clients;

    /// <summary>Notes a client, and drops those that are gone whenever there is no more room for others.</summary>
    /// <returns>By how many clients there are more, or fewer.</returns>
    public int Add(ClientTracking client)
    {
        if (_many is { } many ? many.Contains(client) : _clients.Contains(client))
            return 0;
        var before = _clients.Count;
        if (_clients.Count == _clients.Capacity)
            _clients.RemoveAll(static known => known.IsOver);
        _clients.Add(client);
        if (_clients.Count <= FewClients)
            _many = null;
        else if (_many is null || _clients.Count <= before)
            _many = [.. _clients];
        else
            _many.Add(client);
        return _clients.Count - before;
    }
}
