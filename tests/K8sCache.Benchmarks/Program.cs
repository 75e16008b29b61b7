using System.Runtime.InteropServices;
using K8sCache.Benchmarks;

// k8scache-bench MODE: rows of name, value and unit, on standard output; progress on standard error.
if (args is ["--help" or "-h" or "help", ..])
{
    Console.WriteLine(BenchmarkOptions.Usage);
    return 0;
}

if (BenchmarkOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine($"k8scache-bench: {problem}; --help says more");
    return 2;
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Server.KillAll());
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Server.KillAll());
try
{
    await BenchmarkModes.All[options.Mode].RunAsync(options);
    return Environment.ExitCode;
}
catch (Exception exception) when (exception is FileNotFoundException or InvalidOperationException or HttpRequestException)
{
    Console.Error.WriteLine($"k8scache-bench: {exception.Message}");
    return 1;
}
