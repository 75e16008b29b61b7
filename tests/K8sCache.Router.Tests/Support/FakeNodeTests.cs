using K8sCache.Topology;

namespace K8sCache.Router.Tests.Support;

/// <summary>Three nodes that do as a test says, and a router over them.</summary>
public abstract class FakeNodeTests : IAsyncLifetime
{
    private protected List<FakeNode> Nodes { get; } = [];

    public ValueTask InitializeAsync()
    {
        for (var index = 0; index < 3; index++)
            Nodes.Add(FakeNode.Start());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in Nodes)
            await node.DisposeAsync();
    }

    private protected Task<TestRouter> OverAsync(SchedulerType scheduler, int factor = 1, Configuration.RouterOptions? options = null) =>
        TestRouter.OverAsync([.. Nodes.Select(node => node.Address)], scheduler, factor, options);

    /// <summary>As if written and replicated before.</summary>
    private protected void FillAll(int keys)
    {
        foreach (var node in Nodes)
        {
            for (var key = 0; key < keys; key++)
                node.Entries[$"key{key}"] = "v";
        }
    }
}
