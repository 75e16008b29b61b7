using System.Buffers.Binary;
using K8sCache.Simulator.Contenders;
using K8sCache.Topology.Scheduling;
using K8sCache.Topology.Scheduling.Hedging;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Simulator.Model;

/// <summary>
/// Discrete-event simulation of routers that share nothing, running the product's schedulers, and of nodes with queues.
/// In virtual time and seeded: the same seed gives the same digits, and all contenders see the same requests.
/// </summary>
internal sealed class Simulation
{
    /// <summary>Seconds in one mean service time, so that parameters in seconds mean what they mean in a real cache.</summary>
    public const double Unit = 50e-6;

    private const double FastFailure = 0.01;
    private const double WarmUpShare = 0.1;
    private const double CheapMiss = 0.2;
    private const double BackendTime = 10;
    private const double PauseLength = 20;
    private const double PauseInterval = 500;
    private const double ThrottledFor = 900;
    private const double ThrottlePeriod = 1000;
    private const double FarDelay = 10;
    private const double NoiseOn = 100;
    private const double NoiseOff = 400;
    private const double NoiseFactor = 3;
    private const double FillShare = 0.1;
    private const double LossShare = 0.05;
    private const double LossDelay = 50;

    private readonly Scenario _scenario;
    private readonly IScheduler _scheduler;
    private readonly CopyTable _copies;
    private readonly SimulatedNode[] _nodes;
    private readonly SimulatedRouter[] _routers;
    private readonly List<Request> _requests;
    private readonly Random _noise;
    private readonly EventQueue _events = new();
    private readonly RunTally _tally = new();
    private readonly HashSet<int> _warmed = [];
    private readonly bool[] _isAnswered;
    private readonly int[] _pending;
    private Attempt[] _attempts;
    private int _attemptCount;

    private Simulation(Scenario scenario, Contender contender, CopyTable copies, int seed)
    {
        _scenario = scenario;
        _copies = copies;
        _nodes = [.. Enumerable.Range(0, scenario.Nodes).Select(i => new SimulatedNode(scenario.Speeds[i % scenario.Speeds.Count]))];
        _scheduler = contender.Create(new SimulatedWorld(scenario, _nodes));
        _routers = [.. Enumerable.Range(0, scenario.Routers).Select(router => Router(router, contender, new Random(seed + 10 + router)))];
        var capacity = scenario.Workers * _nodes.Skip(scenario.Fault is Fault.IsSlow or Fault.IsThrottled or Fault.IsFar ? 1 : 0).Sum(node => node.Speed);
        _requests = RequestStream.Draw(scenario, scenario.HasNoisyNeighbours ? capacity / 1.4 : capacity, seed);
        _noise = new Random(seed + 1);
        _isAnswered = new bool[_requests.Count];
        _pending = new int[_requests.Count];
        _attempts = new Attempt[_requests.Count + (_requests.Count / 16) + 16];
    }

    public static RunResult Run(Scenario scenario, Contender contender, int seed) =>
        new Simulation(scenario, contender, new CopyTable(scenario), seed).Run();

    private SimulatedRouter Router(int index, Contender contender, Random random)
    {
        var zone = index % _scenario.Zones;
        var nodes = Enumerable.Range(0, _scenario.Nodes)
            .Select(node => new NodeSignals { IsRemoteZone = _copies.ZoneOf(node) != zone }).ToArray();
        return new SimulatedRouter(
            new ClusterSignals(nodes) { Ejection = _scheduler.Ejection }, random, zone,
            contender.Hedging is { } hedging ? new HedgePolicy(hedging) : null,
            contender.HotKeys is { } hotKeys ? new HotKeySketch(hotKeys, random) : null);
    }

    private RunResult Run()
    {
        _events.Add(_requests[0].Arrival, EventKind.Arrive, 0);
        if (_scenario.HasNoisyNeighbours)
        {
            for (var node = 0; node < _nodes.Length; node++)
                _events.Add(RequestStream.Exponential(_noise) * NoiseOff, EventKind.Noise, node);
        }

        if (_scenario.Fault is Fault.Pauses or Fault.IsThrottled)
            _events.Add(_scenario.Fault == Fault.Pauses ? PauseInterval : 0, EventKind.Pause, 0);
        while (_events.TryTake(out var time, out var kind, out var subject))
            Happen(time, kind, subject);
        return _tally.Result(_scenario, _nodes);
    }

    private void Happen(double now, EventKind kind, int subject)
    {
        switch (kind)
        {
            case EventKind.Arrive: Arrive(subject, now); break;
            case EventKind.Reach: Reach(subject, now); break;
            case EventKind.Done: Done(subject, now); break;
            case EventKind.Reply: Reply(subject, now); break;
            case EventKind.Report: Report(subject, now); break;
            case EventKind.Hedge: Hedge(subject, now); break;
            case EventKind.Noise: Noise(subject, now); break;
            case EventKind.Pause: Pause(subject, now); break;
        }
    }

    private void Arrive(int index, double now)
    {
        if (index + 1 < _requests.Count)
            _events.Add(_requests[index + 1].Arrival, EventKind.Arrive, index + 1);
        var request = _requests[index];
        var router = _routers[request.Router];
        _tally.OnRequest();
        var scheduler = IsHot(router, request.Key, now) ? SchedulerFactory.Spread : _scheduler;
        Span<int> candidates = stackalloc int[_scenario.Copies];
        Send(index, scheduler.Pick(Candidates(request.Key, candidates, except: -1, now), router.Signals, now * Unit, router.Random), isHedge: false, now);
        if (router.Hedging is not { } hedging)
            return;
        hedging.OnSent();
        if (!double.IsInfinity(hedging.DelaySeconds))
            _events.Add(now + (hedging.DelaySeconds / Unit), EventKind.Hedge, index);
    }

    private ReadOnlySpan<int> Candidates(int key, Span<int> buffer, int except, double now)
    {
        var count = 0;
        var isFilling = _scenario.Fault == Fault.RestartsFilling && now >= _scenario.FaultFrom
            && now < _scenario.FaultFrom + (_scenario.Duration * FillShare);
        foreach (var node in _copies.Of(key))
        {
            if (node != except && !(isFilling && node == 0))
                buffer[count++] = node;
        }

        return buffer[..count];
    }

    private static bool IsHot(SimulatedRouter router, int key, double now)
    {
        if (router.HotKeys is not { } sketch)
            return false;
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, key);
        return sketch.Observe(bytes, now * Unit);
    }

    private void Send(int request, int node, bool isHedge, double now)
    {
        if (_attemptCount == _attempts.Length)
            Array.Resize(ref _attempts, 2 * _attemptCount);
        var router = _routers[_requests[request].Router];
        ClusterSignals.OnSent(router.Signals[node], now * Unit);
        _nodes[node].Sent++;
        _pending[request]++;
        _tally.OnAttempt(_scenario, node, router.Zone != _copies.ZoneOf(node), isHedge, now);
        _attempts[_attemptCount] = new Attempt { Request = request, Node = node, SentAt = now, IsHedge = isHedge };
        var delay = Delay(router, node);
        if (node == 0 && _scenario.Fault == Fault.LosesPackets && _noise.NextDouble() < LossShare)
            delay += LossDelay;
        _events.Add(now + delay, EventKind.Reach, _attemptCount++);
    }

    private double Delay(SimulatedRouter router, int node) =>
        _scenario.Delay + (node == 0 && _scenario.Fault == Fault.IsFar ? FarDelay : 0) + (router.Zone == _copies.ZoneOf(node) ? 0 : _scenario.CrossZoneDelay);

    private void Reach(int index, double now)
    {
        ref var attempt = ref _attempts[index];
        var node = _nodes[attempt.Node];
        if (attempt.Node == 0 && _scenario.Fault is Fault.FailsFast or Fault.Hangs
            && now >= _scenario.FaultFrom && now < _scenario.FaultUntil && attempt.Node == 0)
        {
            attempt.HasFailed = true;
            _events.Add(now + (_scenario.Fault == Fault.Hangs ? _scenario.Timeout : FastFailure + _scenario.Delay), EventKind.Reply, index);
            return;
        }

        attempt.IsMiss = attempt.Node == 0 && _scenario.Fault == Fault.RestartsEmpty && now >= _scenario.FaultFrom
            && _warmed.Add(_requests[attempt.Request].Key);
        node.InFlight++;
        if (node.Busy < _scenario.Workers)
            Start(index, now);
        else
            node.Waiting.Enqueue(index);
    }

    private void Start(int index, double now)
    {
        ref var attempt = ref _attempts[index];
        var node = _nodes[attempt.Node];
        node.Busy++;
        var demand = _requests[attempt.Request].Demand * (attempt.IsMiss ? CheapMiss : 1);
        attempt.Duration = demand * node.Slowness(_scenario, attempt.Node == 0, now);
        node.Worked += attempt.Duration;
        _events.Add(Math.Max(now, node.PausedUntil) + attempt.Duration, EventKind.Done, index);
    }

    private void Done(int index, double now)
    {
        ref var attempt = ref _attempts[index];
        var node = _nodes[attempt.Node];
        if (now >= node.PausedFrom && now < node.PausedUntil)
        {
            // It was at work when the pause began: what was left is done after it.
            _events.Add(node.PausedUntil + (now - node.PausedFrom), EventKind.Done, index);
            return;
        }

        node.Busy--;
        node.InFlight--;
        if (!attempt.IsMiss)
            node.Served(attempt.Duration * Unit);
        if (node.Waiting.TryDequeue(out var next))
            Start(next, now);
        attempt.ReportedInFlight = node.InFlight;
        attempt.ReportedServiceTime = node.ReportedServiceTime;
        _events.Add(now + Delay(_routers[_requests[attempt.Request].Router], attempt.Node), EventKind.Reply, index);
    }

    private void Reply(int index, double now)
    {
        ref var attempt = ref _attempts[index];
        var request = _requests[attempt.Request];
        var router = _routers[request.Router];
        var signals = router.Signals;
        _pending[attempt.Request]--;
        signals.OnReply(signals[attempt.Node], now * Unit, (now - attempt.SentAt) * Unit, attempt.HasFailed);
        if (!attempt.IsHedge && !attempt.HasFailed)
            router.Hedging?.OnReply((now - attempt.SentAt) * Unit);
        if (!attempt.HasFailed && _scenario.ReportDelay == 0)
            Report(index, now);
        else if (!attempt.HasFailed)
            _events.Add(now + _scenario.ReportDelay, EventKind.Report, index);
        if (_isAnswered[attempt.Request] || attempt.HasFailed)
            return;
        _isAnswered[attempt.Request] = true;
        _tally.OnSuccess(
            now - request.Arrival + (attempt.IsMiss ? BackendTime : 0), attempt.IsMiss, request.Arrival >= _scenario.Duration * WarmUpShare);
        if (attempt.IsHedge && _pending[attempt.Request] > 0)
        {
            router.Hedging!.OnWon();
            ClusterSignals.OnOvertaken(signals[FirstNodeOf(attempt.Request, index)]);
        }
    }

    private int FirstNodeOf(int request, int hedge)
    {
        var index = hedge - 1;
        while (_attempts[index].Request != request)
            index--;
        return _attempts[index].Node;
    }

    private void Report(int index, double now)
    {
        ref var attempt = ref _attempts[index];
        var signals = _routers[_requests[attempt.Request].Router].Signals;
        signals.OnReport(signals[attempt.Node], now * Unit, attempt.ReportedInFlight, attempt.ReportedServiceTime);
    }

    private void Hedge(int request, double now)
    {
        if (_isAnswered[request] || _pending[request] == 0)
            return;
        var router = _routers[_requests[request].Router];
        Span<int> buffer = stackalloc int[_scenario.Copies];
        var candidates = Candidates(_requests[request].Key, buffer, FirstNodeOf(request, _attemptCount), now);
        if (candidates.Length > 0 && router.Hedging!.TrySpend())
            Send(request, _scheduler.Pick(candidates, router.Signals, now * Unit, router.Random), isHedge: true, now);
    }

    private void Noise(int index, double now)
    {
        var node = _nodes[index];
        var starts = node.Noise == 1;
        node.Noise = starts ? NoiseFactor : 1;
        if (now < _scenario.Duration)
            _events.Add(now + (RequestStream.Exponential(_noise) * (starts ? NoiseOn : NoiseOff)), EventKind.Noise, index);
    }

    private void Pause(int index, double now)
    {
        var (length, interval) = _scenario.Fault == Fault.Pauses ? (PauseLength, PauseInterval) : (ThrottledFor, ThrottlePeriod);
        _nodes[index].PausedFrom = now;
        _nodes[index].PausedUntil = now + length;
        if (now < _scenario.Duration)
            _events.Add(now + interval, EventKind.Pause, index);
    }
}
