namespace K8sCache.Topology.Placement;

/// <summary>
/// Weight of a node for a slot (highest random weight hashing, Thaler and Ravishankar 1998): a tie-break that every
/// process computes alike and that prefers no node over all slots.
/// </summary>
internal static class RendezvousHash
{
    public static ulong OfName(string name)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var character in name)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }

    public static ulong Weight(int slot, ulong nameHash)
    {
        var mixed = nameHash + ((ulong)(slot + 1) * 0x9E3779B97F4A7C15UL); // splitmix64's finaliser
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
