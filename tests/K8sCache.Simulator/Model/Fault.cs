namespace K8sCache.Simulator.Model;

/// <summary>What is wrong with the first node, during the middle half of the run unless it says otherwise.</summary>
public enum Fault
{
    None,

    /// <summary>Answers an error at once.</summary>
    FailsFast,

    /// <summary>Answers nothing: each request costs the timeout.</summary>
    Hangs,

    /// <summary>Is slower and slower, up to ten times, and well again at the end.</summary>
    Degrades,

    /// <summary>Does nothing for 20 service times out of 500, as a process that collects garbage; all the run.</summary>
    Pauses,

    /// <summary>Ten times slower, all the run.</summary>
    IsSlow,

    /// <summary>Gets the processor for a tenth of the time, 100 of every 1,000; all the run. Its reports do not show it.</summary>
    IsThrottled,

    /// <summary>Is 10 further away, each way; all the run. Its reports do not show it.</summary>
    IsFar,

    /// <summary>Loses one request in twenty on the way, which then comes 50 later; all the run.</summary>
    LosesPackets,

    /// <summary>Is empty from a quarter of the run on, and serves: what it lacks it answers as missing, which costs the client its backend.</summary>
    RestartsEmpty,

    /// <summary>As the product does it: the restarted node serves nothing until it has everything again, a tenth of the run later.</summary>
    RestartsFilling,
}
