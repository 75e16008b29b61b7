using K8sCache.Hosting.Lifetime;
using K8sCache.LocalCluster;
using K8sCache.LocalCluster.CommandLine;

var options = new LocalOptions();
return await ProgramHost.RunAsync(args, options.Table, options.Bind, async (settings, cancellation) =>
{
    await using var cluster = await LocalControlPlane.StartAsync(settings, cancellation);
    await Console.Out.WriteLineAsync($"API         {cluster.ApiServer.GetLeftPart(UriPartial.Authority)}");
    await Console.Out.WriteLineAsync($"kubeconfig  {cluster.KubeconfigFile}");
    await Console.Out.WriteLineAsync($"data        {Path.GetFullPath(settings.DataFolder!)}");
    await Task.WhenAny(TaskWaits.UntilCancelledAsync(cancellation), cluster.Completion);
    // A part that has failed for good ends the program with its reason.
    if (cluster.Completion.IsFaulted)
        await cluster.Completion;
});
