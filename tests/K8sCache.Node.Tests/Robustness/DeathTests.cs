using System.Net;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

/// <summary>A part that dies takes the node with it, where it would live on half dead.</summary>
public sealed class DeathTests
{
    [Fact]
    public async Task A_loop_that_does_not_turn_fails_the_liveness_probe_until_it_does()
    {
        await using var node = await TestNode.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://{node.Server.AdminEndPoint}") };
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await HealthAsync(http));

        using (var goOn = new ManualResetEventSlim())
        using (var held = new ManualResetEventSlim())
        {
            node.Server.State.Loops[1].Loop.Post(_ => { held.Set(); goOn.Wait(); }, null);
            await Eventually.True(() => held.IsSet);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "event loop 1 does not turn\n"), await HealthAsync(http));
            goOn.Set();
            await Eventually.EqualAsync((HttpStatusCode.OK, "ok\n"), () => HealthAsync(http));
        }
    }

    [Fact]
    public async Task A_callback_of_a_loop_that_throws_is_the_nodes_death()
    {
        await using var node = await TestNode.StartAsync();

        node.Server.State.Loops[0].Loop.Post(static _ => throw new InvalidOperationException("half done"), null);

        var death = await Eventually.Within(node.Server.Supervisor.Death);
        Assert.Equal("a callback of an event loop failed: half done", death.Message);
    }

    [Fact]
    public async Task A_topology_that_a_loop_cannot_take_is_the_nodes_death_and_nobody_waits_for_it()
    {
        await using var node = await TestNode.StartAsync("a");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{node.Server.AdminEndPoint}") };
        node.Server.State.Loops = [node.Server.State.Loops[0], null!];

        var json = $$"""{"epoch":5,"nodes":[{"name":"a","address":"{{node.EndPoint}}"}]}""";
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Eventually.Within(http.PutAsync(new Uri("/topology", UriKind.Relative), content));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        // The loop that is left stumbles as well; whoever is first tells.
        var death = await Eventually.Within(node.Server.Supervisor.Death);
        Assert.Contains(death.Work, new[] { "following the topology", "a callback of an event loop" });
        var (status, problems) = await HealthAsync(http);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(death.Message + "\n", problems);
        node.Server.State.Loops = [node.Server.State.Loops[0]];
    }

    private static async Task<(HttpStatusCode Status, string Body)> HealthAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
