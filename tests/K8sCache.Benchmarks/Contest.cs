namespace K8sCache.Benchmarks;

/// <summary>
/// Measures servers side by side: all of them up the whole time, one loaded at a time, in turn, so that whatever else
/// the machine does meets all alike. Prints <c>name&lt;TAB&gt;value&lt;TAB&gt;unit</c> rows.
/// </summary>
internal sealed class Contest(string title, BenchmarkOptions options)
{
    /// <summary>Ratios of each of ours are printed against every server that is not ours.</summary>
    private const string OursPrefix = "k8scache";

    public Task RunAsync(IReadOnlyList<Server> servers) => RunAsync(servers, Workload.All);

    public async Task RunAsync(IReadOnlyList<Server> servers, IReadOnlyList<Workload> workloads)
    {
        foreach (var server in servers)
        {
            Console.Error.WriteLine($"warming up {server.Name}");
            foreach (var workload in Workload.WarmUp)
                await LoadGenerator.RunAsync(server, workload, options.Scale);
        }

        foreach (var workload in workloads)
        {
            foreach (var server in servers.Where(_ => workload.FilledKeys > 0))
                await LoadGenerator.FillAsync(server, workload);
            var rounds = servers.ToDictionary(server => server.Name, _ => new List<Measurement>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var server in servers)
                    rounds[server.Name].Add(await LoadGenerator.RunAsync(server, workload, options.Scale));
            }

            Print(workload, rounds.ToDictionary(entry => entry.Key, entry => Measurement.MedianOf(entry.Value)));
        }
    }

    private void Print(Workload workload, Dictionary<string, Measurement> results)
    {
        foreach (var (name, result) in results)
        {
            var prefix = $"{title}.{workload.Name}.{name}";
            Rows.Write($"{prefix}.throughput", result.RequestsPerSecond, "requests/s");
            Rows.Write($"{prefix}.latency.p50", result.P50Milliseconds, "ms");
            Rows.Write($"{prefix}.latency.p99", result.P99Milliseconds, "ms");
            Rows.Write($"{prefix}.cpu", result.CpuMicrosecondsPerRequest, "us/request");
        }

        foreach (var (ours, ourResult) in results.Where(entry => IsOurs(entry.Key)))
        {
            foreach (var (peer, peerResult) in results.Where(entry => !IsOurs(entry.Key)))
            {
                var prefix = $"{title}.{workload.Name}.{ours}/{peer}";
                Rows.Write($"{prefix}.throughput", ourResult.RequestsPerSecond / peerResult.RequestsPerSecond, "ratio");
                Rows.Write($"{prefix}.latency.p99", ourResult.P99Milliseconds / peerResult.P99Milliseconds, "ratio");
                Rows.Write($"{prefix}.cpu", ourResult.CpuMicrosecondsPerRequest / peerResult.CpuMicrosecondsPerRequest, "ratio");
            }
        }
    }

    private static bool IsOurs(string name) => name.StartsWith(OursPrefix, StringComparison.Ordinal);
}
