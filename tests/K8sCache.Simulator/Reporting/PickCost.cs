using System.Globalization;
using System.Text;
using K8sCache.Simulator.Contenders;
using K8sCache.Topology.Scheduling;
using K8sCache.Topology.Scheduling.Hedging;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Simulator.Reporting;

/// <summary>What a pick costs, in nanoseconds and bytes, among three copies of twelve nodes that all have something to tell.</summary>
internal static class PickCost
{
    private const double MostNanoseconds = 100;
    private const int WarmUp = 200_000;
    private const int Batches = 1000;
    private const int PicksPerBatch = 4000;
    private const int Nodes = 12;
    private const double Now = 10;

    /// <returns>How many are over the target.</returns>
    public static int Write(TextWriter output, TimeProvider time)
    {
        output.WriteLine($"\npick cost (RF 3)            ns    bytes   target <= {MostNanoseconds:0} ns, 0 bytes");
        var missed = 0;
        foreach (var contender in (Contender[])[.. Contender.Ours, Contender.BoundedHash])
        {
            var scheduler = contender.Create(new SimulatedWorld(Scenarios.Equal, []));
            var signals = Signals(scheduler);
            var random = new Random(1);
            int[][] copies = [.. Enumerable.Range(0, 64).Select(i => new[] { i % Nodes, (i + 1 + (i % 5)) % Nodes, (i + 7) % Nodes })];
            missed += Row(output, time, contender.Name, picks =>
            {
                var sum = 0;
                for (var pick = 0; pick < picks; pick++)
                    sum += scheduler.Pick(copies[pick & 63], signals, Now + (pick * 1e-9), random);
                return sum;
            });
        }

        var hedging = new HedgePolicy(new HedgeSettings());
        missed += Row(output, time, "HedgePolicy", reads =>
        {
            for (var read = 0; read < reads; read++)
            {
                hedging.OnSent();
                hedging.OnReply(1e-4 + (read * 1e-10));
            }

            return (int)hedging.Sent;
        });
        var sketch = new HotKeySketch(new HotKeySettings(), new Random(1));
        byte[][] keys = [.. Enumerable.Range(0, 1024).Select(i => Encoding.UTF8.GetBytes($"user:{i:00000}:name"))];
        missed += Row(output, time, "HotKeySketch", reads =>
        {
            var hot = 0;
            for (var read = 0; read < reads; read++)
                hot += sketch.Observe(keys[read % 5 == 0 ? 0 : read & 1023], read * 1e-6) ? 1 : 0;
            return hot;
        });
        return missed;
    }

    private static int Row(TextWriter output, TimeProvider time, string name, Func<int, int> run)
    {
        run(WarmUp);
        run(WarmUp);
        // The best batch: what else the machine does only ever adds.
        var best = double.PositiveInfinity;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = time.GetTimestamp();
            run(PicksPerBatch);
            best = Math.Min(best, time.GetElapsedTime(start).TotalNanoseconds / PicksPerBatch);
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var isMet = best <= MostNanoseconds && bytes == 0;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-20} {best,8:0.0} {bytes,8}   {(isMet ? "pass" : "MISS")}"));
        return isMet ? 0 : 1;
    }

    private static ClusterSignals Signals(IScheduler scheduler)
    {
        var random = new Random(2);
        var signals = new ClusterSignals([.. Enumerable.Range(0, Nodes).Select(_ => new NodeSignals())]) { Ejection = scheduler.Ejection };
        for (var request = 0; request < 5000; request++)
        {
            var node = signals[random.Next(Nodes)];
            ClusterSignals.OnSent(node, Now);
            // A few failures, a few requests that stay in flight.
            if (random.Next(50) == 0)
                continue;
            signals.OnReply(node, Now, 50e-6 * (1 + random.NextDouble()), failed: random.Next(100) == 0);
            signals.OnReport(node, Now, random.Next(20), 50e-6 * (1 + random.NextDouble()));
        }

        return signals;
    }
}
