using K8sCache.Hosting.Lifetime;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Hosting.Tests.Lifetime;

public sealed class ProgramHostTests
{
    [Fact]
    public async Task A_death_ends_the_wait_with_its_reason_and_the_process_by_force_if_it_must()
    {
        var time = new FakeTimeProvider();
        var exits = new List<int>();
        var supervisor = new Supervisor(time, NullLogger.Instance);
        var waiting = ProgramHost.UntilStopAsync(supervisor, time, exits.Add, TestContext.Current.CancellationToken);

        supervisor.Died("following the topology", new InvalidOperationException("no such slot"));

        var death = await Assert.ThrowsAsync<WorkDiedException>(() => Eventually.Within(waiting));
        Assert.Equal("following the topology failed: no such slot", death.Message);
        Assert.Empty(exits);
        time.Advance(ProgramHost.DeathPatience);
        Assert.Equal([ProgramHost.ExitWorkDied], exits);
    }

    [Fact]
    public async Task A_signal_ends_the_wait_without_one()
    {
        using var stop = new CancellationTokenSource();
        var supervisor = new Supervisor(TimeProvider.System, NullLogger.Instance);
        var waiting = ProgramHost.UntilStopAsync(supervisor, TimeProvider.System, _ => Assert.Fail("no reason to end by force"), stop.Token);

        await stop.CancelAsync();

        await Eventually.Within(waiting);
    }
}
