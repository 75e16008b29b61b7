namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// The longest operations of growth from nothing to full and evicting, one in four a read, beside a loop of the same length
/// that touches no memory: what the machine itself does to such a loop. What bounds the work of an operation is
/// in the tests of the engine, counted in units of work.
/// </summary>
internal static class StallRows
{
    public static void Run(BenchmarkOptions options)
    {
        var operations = (int)(10_000_000 * options.Scale);
        Run(operations, withEngine: false);
        Run(operations, withEngine: true);
    }

    private static void Run(int operations, bool withEngine)
    {
        using var engine = BenchEngines.Make(256L << 20);
        var keys = new KeySequence(4);
        var sink = default(LengthSink);
        var stalls = new StallMeter();
        for (var i = 0; i < operations; i++)
        {
            if (!withEngine)
                Spin(keys);
            else if (i % 4 == 3)
                engine.Get(keys.Random(i), ref sink);
            else
                engine.Set(keys.At(i), keys.Value);
            stalls.Lap();
        }

        stalls.Report(withEngine ? "engine.stall" : "engine.stall.of-the-machine", operations);
    }

    private static void Spin(KeySequence keys)
    {
        for (var i = 0; i < 40; i++)
            keys.Random(1_000);
    }
}
