using K8sCache.Topology.Scheduling;

namespace K8sCache.Simulator.Model;

/// <summary>Workers with one queue, and the service time average a real node reports.</summary>
public sealed class SimulatedNode(double speed)
{
    private ServiceTimeAverage _serviceTime;

    /// <summary>Attempts that wait for a worker.</summary>
    public Queue<int> Waiting { get; } = [];

    public double Speed { get; } = speed;

    /// <summary>What a noisy neighbour makes of it.</summary>
    public double Noise { get; set; } = 1;

    public int Busy { get; set; }

    public int InFlight { get; set; }

    /// <summary>Attempts it was sent.</summary>
    public long Sent { get; set; }

    /// <summary>Time its workers worked, summed.</summary>
    public double Worked { get; set; }

    public double PausedFrom { get; set; }

    public double PausedUntil { get; set; }

    /// <summary>As the node reports it, in seconds.</summary>
    public double ReportedServiceTime => _serviceTime.Seconds;

    public void Served(double seconds) => _serviceTime.Add(seconds);

    /// <summary>How many times slower than a node of speed 1 it is now.</summary>
    public double Slowness(Scenario scenario, bool isFaulty, double now)
    {
        var fault = !isFaulty ? 1
            : scenario.Fault == Fault.IsSlow ? 10
            : scenario.Fault == Fault.Degrades && now >= scenario.FaultFrom && now < scenario.FaultUntil
                ? 1 + (9 * (now - scenario.FaultFrom) / (scenario.FaultUntil - scenario.FaultFrom))
            : 1;
        return Noise * fault / Speed;
    }
}
