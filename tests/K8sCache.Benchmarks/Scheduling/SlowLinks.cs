namespace K8sCache.Benchmarks.Scheduling;

/// <summary>A slow link in front of every node of a cluster.</summary>
internal sealed class SlowLinks : IDisposable
{
    private readonly List<SlowLink> _links = [];

    public SlowLinks(SchedulingCluster cluster, TimeSpan serviceTime)
    {
        for (var node = 0; node < cluster.Nodes.Count; node++)
        {
            _links.Add(new SlowLink(cluster.Nodes[node].Port, serviceTime));
            cluster.Replace(node, _links[node].Port);
        }
    }

    public void Dispose() => _links.ForEach(link => link.Dispose());
}
