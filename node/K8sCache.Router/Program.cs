using K8sCache.Hosting.Lifetime;
using K8sCache.Router;
using K8sCache.Router.Configuration;

return await ProgramHost.RunAsync(
    args,
    RouterOptionTable.Table,
    RouterOptionTable.Bound,
    async (options, stop) =>
    {
        using var logging = ConsoleLogging.Create(options.LogLevel);
        await using var router = await RouterServer.StartAsync(options, logging.CreateLogger("router"), TimeProvider.System, stop);
        StartGarbage.GiveBack();
        await ProgramHost.UntilStopAsync(router.Supervisor, stop);
        await router.DrainAsync();
    });
