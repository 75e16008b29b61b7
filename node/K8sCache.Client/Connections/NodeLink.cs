using System.Net;
using K8sCache.Client.Calls;
using K8sCache.Client.Routing;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Client.Connections;

/// <summary>
/// One node (or the address the client was given) as this client knows it: its connections, some for reads and as many
/// for writes, and its signals.
/// </summary>
internal sealed class NodeLink
{
    private readonly NodePipe[] _reads;
    private readonly NodePipe[] _writes;

    public NodeLink(ClientContext context, string name, string address, EndPoint endPoint)
    {
        Name = name;
        Address = address;
        EndPoint = endPoint;
        _reads = Make(context, isForWrites: false);
        _writes = Make(context, isForWrites: true);
    }

    public string Name { get; }

    public string Address { get; }

    public EndPoint EndPoint { get; }

    /// <summary>Carried from topology to topology while name and address stay. Changed under the router's lock.</summary>
    public NodeSignals Signals { get; } = new();

    /// <summary>Whether it is a node of ours, rather than a router or some other Redis; known once greeted.</summary>
    public bool IsNode { get; set; }

    public int InFlight => Pipes.Sum(pipe => pipe.InFlight);

    public int Connections => Pipes.Count(pipe => pipe.IsUp);

    public bool IsUpAtAll => Pipes.Any(pipe => pipe.IsUp);

    public string LastError => Pipes.Select(pipe => pipe.LastError).FirstOrDefault(error => error is not null)?.Message ?? "not connected";

    private IEnumerable<NodePipe> Pipes => _reads.Concat(_writes);

    public bool IsUp(bool forWrites) => Array.Exists(Lane(forWrites), static pipe => pipe.IsUp);

    public bool IsAvailable(bool forWrites) => Array.Exists(Lane(forWrites), static pipe => pipe.IsAvailable);

    public SendOutcome TrySend(PendingCall call)
    {
        // By slot, so that calls for one key keep their order; past a broken connection to the next.
        var lane = Lane(call.IsWrite);
        var outcome = SendOutcome.Closed;
        for (var step = 0; step < lane.Length && outcome == SendOutcome.Closed; step++)
            outcome = lane[(Math.Max(call.Slot, 0) + step) % lane.Length].TrySend(call);
        return outcome;
    }

    public void Open()
    {
        foreach (var pipe in Pipes)
            pipe.Open();
    }

    public void Wake()
    {
        foreach (var pipe in Pipes)
            pipe.Wake();
    }

    public void Sweep(long now)
    {
        foreach (var pipe in _reads)
            pipe.Sweep(now);
        foreach (var pipe in _writes)
            pipe.Sweep(now);
    }

    public void CloseWhenIdle()
    {
        foreach (var pipe in Pipes)
            pipe.CloseWhenIdle();
    }

    public Task CloseAsync() => Task.WhenAll(Pipes.Select(pipe => pipe.CloseAsync()));

    private NodePipe[] Lane(bool forWrites) => forWrites ? _writes : _reads;

    private NodePipe[] Make(ClientContext context, bool isForWrites) =>
        [.. Enumerable.Range(0, context.Options.ConnectionsPerLane).Select(_ => new NodePipe(context, this, isForWrites))];
}
