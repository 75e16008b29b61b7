namespace K8sCache.Simulator.Model;

/// <summary>Slot of a key and copies of a slot: rendezvous hashing, zones first, as a topology would have it.</summary>
internal sealed class CopyTable
{
    private const int Slots = 16384;

    private readonly Scenario _scenario;
    private readonly int[]?[] _copies = new int[Slots][];

    public CopyTable(Scenario scenario) => _scenario = scenario;

    public int ZoneOf(int node) => node % _scenario.Zones;

    public int[] Of(int key)
    {
        var slot = (int)(Mix((ulong)key) & (Slots - 1));
        return _copies[slot] ??= Choose(slot);
    }

    private int[] Choose(int slot)
    {
        var ordered = Enumerable.Range(0, _scenario.Nodes).OrderByDescending(node => Weight(slot, node)).ToList();
        var chosen = new List<int>();
        while (chosen.Count < Math.Min(_scenario.Copies, _scenario.Nodes))
        {
            var next = ordered.Where(node => !chosen.Contains(node))
                .MinBy(node => chosen.Count(other => ZoneOf(other) == ZoneOf(node)));
            chosen.Add(next);
        }

        return [.. chosen];
    }

    private static ulong Weight(int slot, int node) =>
        Mix(unchecked((((ulong)slot + 1) * 0x9E3779B97F4A7C15) + (((ulong)node + 1) * 0xC2B2AE3D27D4EB4F)));

    // The finalizer of splitmix64.
    private static ulong Mix(ulong x)
    {
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
        return x ^ (x >> 31);
    }
}
