namespace K8sCache.Simulator.Model;

/// <summary>All requests of a run: open loop, so that a slow cluster does not slow its clients.</summary>
internal static class RequestStream
{
    private const double BurstPeriod = 250;
    private const double BurstLength = 50;
    private const double TailShare = 0.01;
    private const double TailFactor = 30;

    public static List<Request> Draw(Scenario scenario, double capacity, int seed)
    {
        var random = new Random(seed);
        var popularity = Popularity(scenario);
        var rate = capacity * scenario.Load;
        if (scenario.ArrivesInBursts)
            rate /= 1 + (BurstLength / BurstPeriod);
        var requests = new List<Request>((int)(rate * scenario.Duration * 1.1) + 16);
        for (var time = 0.0; time < scenario.Duration;)
        {
            var inBurst = scenario.ArrivesInBursts && time % BurstPeriod < BurstLength;
            time += Exponential(random) / (inBurst ? 2 * rate : rate);
            requests.Add(new Request(time, random.Next(scenario.Routers), Key(scenario, popularity, random), Demand(scenario, random)));
        }

        return requests;
    }

    public static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static double Demand(Scenario scenario, Random random)
    {
        var demand = Exponential(random);
        if (scenario.Service == ServiceTimes.Exponential)
            return demand;
        // The mean stays 1: 0.99 + 0.01 x 30 = 1.29.
        return (random.NextDouble() < TailShare ? TailFactor * (0.5 + (demand / 2)) : demand) / (1 - TailShare + (TailShare * TailFactor));
    }

    private static int Key(Scenario scenario, double[] popularity, Random random)
    {
        if (scenario.HotKeyShare > 0 && random.NextDouble() < scenario.HotKeyShare)
            return 0;
        if (popularity.Length == 0)
            return random.Next(scenario.Keys);
        var found = Array.BinarySearch(popularity, random.NextDouble() * popularity[^1]);
        return found < 0 ? ~found : found;
    }

    private static double[] Popularity(Scenario scenario)
    {
        if (scenario.Zipf == 0)
            return [];
        var sums = new double[scenario.Keys];
        var sum = 0.0;
        for (var rank = 0; rank < sums.Length; rank++)
            sums[rank] = sum += Math.Pow(rank + 1, -scenario.Zipf);
        return sums;
    }
}
