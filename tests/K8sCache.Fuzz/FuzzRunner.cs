namespace K8sCache.Fuzz;

/// <summary>Runs one target; the same seed gives the same inputs, each of them from the seed and its number alone.</summary>
public static class FuzzRunner
{
    /// <summary>Runs the iterations until the condition says no more; answers how many there were.</summary>
    /// <exception cref="FuzzFailureException">The target does not hold for an input.</exception>
    public static long Run(IFuzzTarget target, int seed, Func<long, bool> goOn)
    {
        long iteration = 0;
        for (; goOn(iteration); iteration++)
        {
            var input = target.Generate(new Random(HashCode(seed, iteration)));
            try
            {
                target.Check(input);
            }
            catch (Exception exception)
            {
                throw new FuzzFailureException(target.Name, seed, iteration, input, exception);
            }
        }

        return iteration;
    }

    /// <summary>Not <see cref="System.HashCode"/>, which differs from process to process.</summary>
    private static int HashCode(int seed, long iteration) =>
        (int)((((ulong)seed << 32) ^ (ulong)iteration) * 0x9E3779B97F4A7C15 >> 32);
}
