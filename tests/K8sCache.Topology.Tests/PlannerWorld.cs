using K8sCache.Topology.Placement;

namespace K8sCache.Topology.Tests;

/// <summary>Plays operator and nodes for the planner: applies its steps, fills what is Filling, checks what must always hold.</summary>
internal sealed class PlannerWorld
{
    private readonly Dictionary<string, HashSet<int>> _filled = [];
    private int _instances;

    public TopologyDocument? Current { get; private set; }

    public List<TopologyNode> Nodes { get; } = [];

    public ReplicationSpec Replication { get; set; } = new();

    public SchedulerSpec Scheduler { get; set; } = new();

    public void Add(string name, string? zone = null) => Nodes.Add(new TopologyNode
    {
        Name = name,
        Address = $"{name}:6379",
        Zone = zone,
        Instance = $"i{_instances++}",
    });

    public void Change(string name, Func<TopologyNode, TopologyNode> change)
    {
        var index = Nodes.FindIndex(node => node.Name == name);
        Nodes[index] = change(Nodes[index]);
    }

    public void Restart(string name)
    {
        _filled.Remove(name);
        Change(name, node => node with { Instance = $"i{_instances++}", State = NodeState.Up });
    }

    /// <summary>One pass of the operator; false when nothing changed.</summary>
    public bool Step()
    {
        var next = PlacementPlanner.Next(Current, new PlacementRequest
        {
            Nodes = Nodes,
            Replication = Replication,
            Scheduler = Scheduler,
            Filled = _filled.ToDictionary(
                pair => pair.Key, pair => (IReadOnlyList<SlotSpan>)[.. pair.Value.Order().Select(slot => new SlotSpan(slot, slot))]),
        });
        if (next is null)
            return false;
        CheckInvariants(next);
        Current = next;
        _filled.Clear(); // reports are about the current epoch
        return true;
    }

    /// <summary>Nodes complete each of their Filling copies with the given probability.</summary>
    public void Fill(Random random, double probability)
    {
        foreach (var range in Current!.Slots)
        {
            foreach (var copy in range.Copies.Where(copy => copy.State == CopyState.Filling))
            {
                var filled = _filled.TryGetValue(copy.Node, out var slots) ? slots : _filled[copy.Node] = [];
                // Whole stretches of a range, as a node that streams slot by slot would report.
                var length = range.To - range.From + 1;
                var done = probability >= 1 ? length : random.Next((int)(length * probability * 2) + 1);
                for (var slot = range.From; slot < range.From + Math.Min(done, length); slot++)
                    filled.Add(slot);
            }
        }
    }

    /// <summary>Steps, everything filled at once, until nothing changes.</summary>
    public int Settle(int maxSteps = 20)
    {
        for (var steps = 0; steps <= maxSteps; steps++)
        {
            if (Current is not null)
                Fill(new Random(0), 1);
            if (!Step())
                return steps;
        }

        throw new InvalidOperationException($"not settled after {maxSteps} steps");
    }

    public int Owned(string name, int rank) =>
        Current!.Slots.Where(range => range.Copies.Count > rank && range.Copies[rank].Node == name).Sum(range => range.To - range.From + 1);

    public HashSet<string>[] Holders()
    {
        var holders = new HashSet<string>[HashSlot.Count];
        foreach (var range in Current!.Slots)
        {
            for (var slot = range.From; slot <= range.To; slot++)
                holders[slot] = [.. range.Copies.Select(copy => copy.Node)];
        }

        return holders;
    }

    private void CheckInvariants(TopologyDocument next)
    {
        Assert.Equal((Current?.Epoch ?? 0) + 1, next.Epoch);
        var parsed = Json.TopologyJson.Parse(Json.TopologyJson.Serialize(next));
        Assert.Empty(parsed.Problems);
        Assert.Equal(next, parsed.Document);
        if (Current is null)
            return;
        var before = SlotMap.Compile(Current);
        var after = SlotMap.Compile(next);
        for (var slot = 0; slot < HashSlot.Count; slot++)
            CheckSlot(slot, before, after);
    }

    private void CheckSlot(int slot, SlotMap before, SlotMap after)
    {
        Assert.NotEmpty(after[slot].Nodes.ToArray());
        Assert.Equal(CopyState.InSync, after[slot].States[0]);

        // Copies in sync must come from copies that have the data: in sync before in the same process, or reported
        // complete. Only when there is none may a slot start anew.
        var whole = InSync(slot, before).Where(name => Nodes.Exists(node =>
            node.Name == name && node.State != NodeState.Down && node.Instance == Instance(before, name))).ToList();
        if (whole.Count > 0)
            Assert.All(InSync(slot, after), name => Assert.True(whole.Contains(name) || IsFilled(name, slot), $"slot {slot}: {name} lacks data"));
    }

    private bool IsFilled(string name, int slot) => _filled.TryGetValue(name, out var slots) && slots.Contains(slot);

    private static string? Instance(SlotMap map, string name) => map.Nodes[map.IndexOf(name)].Instance;

    private static List<string> InSync(int slot, SlotMap map)
    {
        var names = new List<string>();
        for (var index = 0; index < map[slot].Nodes.Length; index++)
        {
            if (map[slot].States[index] == CopyState.InSync)
                names.Add(map.Nodes[map[slot].Nodes[index]].Name);
        }

        return names;
    }
}
