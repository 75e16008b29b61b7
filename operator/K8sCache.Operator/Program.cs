using K8sCache.Hosting.Lifetime;
using K8sCache.Operator.Hosting;

var table = new OperatorOptionTable();
// The host's name is the pod's; the rest tells apart a process from the one before it in the same pod.
var identity = $"{Environment.MachineName}_{Guid.NewGuid():N}";
return await ProgramHost.RunAsync(args, table.Table, (values, _) => table.Bind(values, identity), async (options, stop) =>
{
    using var loggers = ConsoleLogging.Create(options.LogLevel);
    await using var server = await OperatorServer.StartAsync(options, TimeProvider.System, loggers, stop);
    await ProgramHost.UntilStopAsync(server.Supervisor, stop);
});
