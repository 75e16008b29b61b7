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

    /// <summary>1 for what is not older than now, 0 for what is infinitely old or not a number.</summary>
    public static double Of(double age, double timeConstant)
    {
        var x = age / timeConstant;
        if (x <= 0)
            return 1;
        if (!(x < End))
            return 0;
        var position = x * StepsPerUnit;
        var step = (int)position;
        var (from, to) = (Table[step], Table[step + 1]);
        return from + ((to - from) * (position - step));
    }
}
