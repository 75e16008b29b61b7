using K8sCache.Topology.Scheduling;

namespace K8sCache.Topology.Tests.Simulation;

/// <summary>Workers with one queue, and the service time average a real node reports.</summary>
internal sealed class SimulatedNode(double speed)
{
    public Queue<SimulatedRequest> Waiting { get; } = [];

    public double Speed { get; } = speed;

    public double Slowdown { get; set; } = 1;

    public int Busy { get; set; }

    public int InFlight { get; set; }

    public ServiceTimeAverage ServiceTime;
}
