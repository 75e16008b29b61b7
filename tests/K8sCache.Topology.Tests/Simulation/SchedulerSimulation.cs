using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>
/// Discrete-event simulation of routers that share nothing and nodes with queues, in virtual time and seeded: the same
/// seed gives the same numbers, and all schedulers see the same requests.
/// </summary>
internal sealed class SchedulerSimulation
{
    /// <summary>Seconds in one mean service time, so that parameters in seconds mean what they mean in a real cache.</summary>
    private const double Unit = 50e-6;
    private const double FastFailure = 0.01;

    private readonly Scenario _scenario;
    private readonly IScheduler _scheduler;
    private readonly SimulatedNode[] _nodes;
    private readonly ClusterSignals[] _routers;
    private readonly Random[] _random;
    private readonly PriorityQueue<Action<double>, (double Time, long Sequence)> _events = new();
    private readonly List<double> _latencies = [];
    private long _sequence;
    private long _succeeded;
    private long _badNodeRequests;
    private long _badWindowRequests;

    private SchedulerSimulation(Scenario scenario, IScheduler scheduler, int seed)
    {
        _scenario = scenario;
        _scheduler = scheduler;
        _nodes = [.. Enumerable.Range(0, scenario.Nodes).Select(i => new SimulatedNode(scenario.Speeds[i % scenario.Speeds.Length]))];
        _routers = [.. Enumerable.Range(0, scenario.Routers)
            .Select(_ => new ClusterSignals([.. Enumerable.Range(0, scenario.Nodes).Select(_ => new NodeSignals())]))];
        _random = [.. Enumerable.Range(0, scenario.Routers).Select(router => new Random(seed + 10 + router))];
    }

    /// <summary>Mean of several seeds.</summary>
    public static SimulationResult Run(Scenario scenario, IScheduler scheduler, int seeds = 2)
    {
        var results = Enumerable.Range(1, seeds).Select(seed => new SchedulerSimulation(scenario, scheduler, seed).Run(seed)).ToList();
        return new SimulationResult(
            results.Average(result => result.P50), results.Average(result => result.P99),
            results.Average(result => result.Success), results.Average(result => result.BadNodeShare));
    }

    private SimulationResult Run(int seed)
    {
        var requests = Draw(seed);
        foreach (var request in requests)
            At(request.Arrival, now => Arrive(request, now));
        if (_scenario.HasBursts)
            ScheduleBursts(new Random(seed + 1));
        while (_events.TryDequeue(out var action, out var key))
            action(key.Time);
        _latencies.Sort();
        return new SimulationResult(
            _latencies[_latencies.Count / 2], _latencies[(int)(_latencies.Count * 0.99)], (double)_succeeded / requests.Count,
            (double)_badNodeRequests / Math.Max(1, _badWindowRequests) * _scenario.Nodes);
    }

    private List<SimulatedRequest> Draw(int seed)
    {
        var random = new Random(seed);
        var capacity = _scenario.Workers * _nodes.Sum(node => node.Speed) / (_scenario.HasBursts ? 1.4 : 1);
        var requests = new List<SimulatedRequest>();
        for (var time = 0.0; time < _scenario.Duration;)
        {
            time += Exponential(random) / (capacity * _scenario.Load);
            var first = random.Next(_scenario.Nodes);
            var step = 1 + random.Next((_scenario.Nodes - 1) / Math.Max(1, _scenario.Copies - 1));
            var copies = Enumerable.Range(0, _scenario.Copies).Select(rank => (first + (rank * step)) % _scenario.Nodes).ToArray();
            requests.Add(new SimulatedRequest(time, random.Next(_scenario.Routers), copies, Exponential(random)));
        }

        return requests;
    }

    private void Arrive(SimulatedRequest request, double now)
    {
        var signals = _routers[request.Router];
        var node = _scheduler.Pick(request.Copies, signals, now * Unit, _random[request.Router]);
        ClusterSignals.OnSent(signals[node], now * Unit);
        if (IsBad(now) && now > (_scenario.Duration * 0.25) + 100)
        {
            _badWindowRequests++;
            _badNodeRequests += node == 0 ? 1 : 0;
        }

        At(now + _scenario.Delay, time => Reach(request, node, time));
    }

    private bool IsBad(double now) =>
        (_scenario.FailsFast || _scenario.HangTimeout > 0) && now >= _scenario.Duration * 0.25 && now < _scenario.Duration * 0.75;

    private void Reach(SimulatedRequest request, int index, double now)
    {
        var node = _nodes[index];
        if (index == 0 && IsBad(now))
        {
            var wait = _scenario.HangTimeout > 0 ? _scenario.HangTimeout : FastFailure + _scenario.Delay;
            At(now + wait, time => Answer(request, index, time, failed: true));
            return;
        }

        node.InFlight++;
        if (node.Busy < _scenario.Workers)
            Start(request, index, now);
        else
            node.Waiting.Enqueue(request);
    }

    private void Start(SimulatedRequest request, int index, double now)
    {
        var node = _nodes[index];
        node.Busy++;
        var duration = request.Demand / node.Speed * node.Slowdown;
        At(now + duration, time =>
        {
            node.Busy--;
            node.InFlight--;
            node.ServiceTime.Add(duration * Unit);
            if (node.Waiting.TryDequeue(out var next))
                Start(next, index, time);
            var (inFlight, serviceTime) = (node.InFlight, node.ServiceTime.Seconds);
            At(time + _scenario.Delay, arrived =>
            {
                Answer(request, index, arrived, failed: false);
                var signals = _routers[request.Router];
                signals.OnReport(signals[index], arrived * Unit, inFlight, serviceTime);
            });
        });
    }

    private void Answer(SimulatedRequest request, int index, double now, bool failed)
    {
        var signals = _routers[request.Router];
        signals.OnReply(signals[index], now * Unit, (now - request.Arrival) * Unit, failed);
        if (failed)
            return;
        _succeeded++;
        if (request.Arrival >= _scenario.Duration * 0.1)
            _latencies.Add(now - request.Arrival);
    }

    private void ScheduleBursts(Random random)
    {
        foreach (var node in _nodes)
            At(Exponential(random) * 400, now => Toggle(node, random, now));
    }

    private void Toggle(SimulatedNode node, Random random, double now)
    {
        var starts = node.Slowdown == 1;
        node.Slowdown = starts ? 3 : 1;
        if (now < _scenario.Duration)
            At(now + (Exponential(random) * (starts ? 100 : 400)), time => Toggle(node, random, time));
    }

    private void At(double time, Action<double> action) => _events.Enqueue(action, (time, _sequence++));

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());
}
