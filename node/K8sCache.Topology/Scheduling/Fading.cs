namespace K8sCache.Topology.Scheduling;

/// <summary>
/// e^-x from a table, for ages over time constants: a few nanoseconds instead of a library call, and the same digits on
/// every machine, so that a simulation repeats itself. Within 4e-5 of the true value; 0 from x = 16 on.
/// </summary>
internal static class Fading
{
    private const int StepsPerUnit = 64;
    private const double End = 16;

    private static readonly double[] Table =
        [.. Enumerable.Range(0, ((int)End * StepsPerUnit) + 2).Select(step => Math.Exp(-(double)step / StepsPerUnit))];

    /// <summary>Below this a straight line is as good.</summary>
    private const double Young = 1.0 / 256;

    /// <param name="x">Age × <see cref="Rate"/>, so that a pick divides nothing.</param>
    /// <returns>1 for what is not older than now, 0 for what is infinitely old or not a number.</returns>
    public static double Of(double x)
    {
        if (x < Young)
            return x > 0 ? 1 - x : 1;
        if (!(x < End))
            return 0;
        var position = x * StepsPerUnit;
        var step = (int)position;
        var (from, to) = (Table[step], Table[step + 1]);
        return from + ((to - from) * (position - step));
    }

    /// <summary>What ages are multiplied by for a time constant.</summary>
    public static double Rate(double timeConstant) => 1 / timeConstant;
}
