namespace K8sCache.Topology.Scheduling;

/// <summary>How much of what it is to hold each node holds: what slow start of a node that fills goes by.</summary>
public static class FillShares
{
    /// <summary>By node index: its slots in sync over its slots in sync or filling; 1 for a node that has neither.</summary>
    public static double[] Of(SlotMap slots)
    {
        var inSync = new int[slots.Nodes.Count];
        var filling = new int[slots.Nodes.Count];
        foreach (var range in slots.Ranges)
        {
            var count = range.To - range.From + 1;
            foreach (var copy in range.Copies)
            {
                var node = slots.IndexOf(copy.Node);
                inSync[node] += copy.State == CopyState.InSync ? count : 0;
                filling[node] += copy.State == CopyState.Filling ? count : 0;
            }
        }

        return [.. inSync.Zip(filling, (full, open) => open == 0 ? 1 : (double)full / (full + open))];
    }
}
