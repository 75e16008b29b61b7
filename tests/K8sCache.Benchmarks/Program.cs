using System.Runtime.InteropServices;
using K8sCache.Benchmarks;
using K8sCache.Benchmarks.Scheduling;

// k8scache-bench node|router|client|scheduling: rows of name, value and unit, on standard output; progress on standard error.
if (BenchmarkOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine($"k8scache-bench: {problem}\n{BenchmarkOptions.Usage}");
    return 2;
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Server.KillAll());
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Server.KillAll());
try
{
    await (options.Mode switch
    {
        "node" => NodeContest.RunAsync(options),
        "router" => RouterContest.RunAsync(options),
        "scheduling" => SchedulingContest.RunAsync(options),
        _ => ClientContest.RunAsync(options),
    });
    return Environment.ExitCode;
}
catch (Exception exception) when (exception is FileNotFoundException or InvalidOperationException or HttpRequestException)
{
    Console.Error.WriteLine($"k8scache-bench: {exception.Message}");
    return 1;
}
