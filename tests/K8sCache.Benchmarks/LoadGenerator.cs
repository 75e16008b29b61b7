using System.Diagnostics;
using System.Globalization;
using System.Net;
using K8sCache.Resp;
using K8sCache.Testing.Client;

namespace K8sCache.Benchmarks;

/// <summary>Runs redis-benchmark, pinned to the CPU that the measured server does not have where nothing else is said.</summary>
internal static class LoadGenerator
{
    public const int Cpu = 1;

    private static readonly TimeSpan RunWithin = TimeSpan.FromMinutes(2);

    public static async Task<Measurement> RunAsync(Server server, Workload workload, double scale, string? cpus = null, int threads = 1)
    {
        var requests = (int)(workload.Requests * scale);
        var cpuBefore = server.CpuTime;
        var output = await RunAsync(
        [
            "-c", cpus ?? $"{Cpu}", Programs.Require("redis-benchmark"), "-h", "127.0.0.1", "-p", $"{server.Port}",
            "-t", workload.Command, "-n", $"{requests}", "-c", $"{Workload.Clients}", "-P", $"{workload.Pipeline}",
            "-d", $"{workload.ValueBytes}", "-r", $"{workload.KeySpace}", "--csv",
            .. (threads > 1 ? ["--threads", $"{threads}"] : (string[])[]), .. server.LoadArguments,
        ]);
        var cpu = server.CpuTime - cpuBefore;

        // "test","rps","avg","min","p50","p95","p99","max", latencies in milliseconds.
        var row = output.Split('\n').LastOrDefault(line => line.StartsWith($"\"{workload.Command}\"", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"redis-benchmark against {server.Name} printed no result:\n{output}");
        var fields = row.Trim().Split(',').Select(field => field.Trim('"')).ToList();
        return new Measurement(Number(fields[1]), Number(fields[4]), Number(fields[6]), cpu.TotalMicroseconds / requests);
    }

    /// <summary>Leaves the workload's keys in the server, and no others.</summary>
    public static async Task FillAsync(Server server, Workload workload)
    {
        var options = new RespClientOptions { Time = TimeProvider.System, RequestTimeout = RunWithin };
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), options);
        var value = new string('x', workload.ValueBytes);
        var replies = new List<RespValue> { await client.ExecuteAsync("FLUSHALL") };
        for (var key = 0; key < workload.FilledKeys; key++)
            replies.Add(await client.ExecuteAsync("SET", string.Create(CultureInfo.InvariantCulture, $"key:{key:D12}"), value));
        if (replies.Find(static reply => reply.IsError) is { } refusal)
            throw new InvalidOperationException($"{server.Name} could not be filled: {refusal.Text}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string> RunAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Programs.Require("taskset")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(RunWithin);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"redis-benchmark failed: {await error}{await output}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
