namespace K8sCache.Router.Tests.Support;

/// <summary>Waits for a condition, up to a deadline that only a failing test reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Deadline)
                Assert.Fail($"Not in time: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
