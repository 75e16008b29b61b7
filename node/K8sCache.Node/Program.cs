using K8sCache.Hosting.Lifetime;
using K8sCache.Node;
using K8sCache.Node.Configuration;

return await ProgramHost.RunAsync(args, NodeOptionTable.Table, NodeOptionTable.Bound, async (options, stop) =>
{
    HeapLimit.Apply(options.MemoryBytes);
    using var logging = ConsoleLogging.Create(options.LogLevel);
    await using var server = await NodeServer.StartAsync(
        options, TimeProvider.System, logging.CreateLogger("node"), stop);
    StartGarbage.GiveBack();
    await ProgramHost.UntilStopAsync(server.Supervisor, stop);
    await server.DrainAsync();
});
