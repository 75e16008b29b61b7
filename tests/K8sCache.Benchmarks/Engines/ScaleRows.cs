using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// Three reads to a write on the same million keys, on one thread and on two at once: operations a second by the wall's
/// clock, and how often two do what one does.
/// </summary>
internal static class ScaleRows
{
    private const int Keys = 1_000_000;
    private const int WritePeriod = 4;

    public static void Run(BenchmarkOptions options)
    {
        var operations = (int)(4_000_000 * options.Scale);
        using var engine = BenchEngines.Make(BenchEngines.RoomyBytes);
        new KeySequence(1).Fill(engine, Keys);
        Throughput(engine, operations, threads: 1);
        for (var round = 0; round < options.Rounds; round++)
        {
            var one = Throughput(engine, operations, threads: 1);
            var two = Throughput(engine, operations, threads: 2);
            Rows.Write($"engine.scale.one.round{round}", one / 1e6, "million/s");
            Rows.Write($"engine.scale.two.round{round}", two / 1e6, "million/s");
            Rows.Write($"engine.scale.two/one.round{round}", two / one, "ratio");
        }
    }

    private static double Throughput(CacheEngine engine, int operations, int threads)
    {
        var workers = new Thread[threads];
        using var start = new Barrier(threads + 1);
        for (var i = 0; i < threads; i++)
        {
            var seed = (ulong)i + 2;
            workers[i] = new Thread(() => Work(engine, seed, operations, start));
            workers[i].Start();
        }

        start.SignalAndWait();
        var began = TimeProvider.System.GetTimestamp();
        foreach (var worker in workers)
            worker.Join();
        return (double)operations * threads / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static void Work(CacheEngine engine, ulong seed, int operations, Barrier start)
    {
        var keys = new KeySequence(seed);
        var sink = default(LengthSink);
        start.SignalAndWait();
        for (var i = 0; i < operations; i++)
        {
            if (i % WritePeriod == 0)
                engine.Set(keys.Random(Keys), keys.Value);
            else
                engine.Get(keys.Random(Keys), ref sink);
        }
    }
}
