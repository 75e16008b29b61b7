namespace K8sCache.Operator.Tests.Support;

/// <summary>Waits for a condition instead of a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    public static async Task Holds(Func<bool> condition, string what, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(10));
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"not within the deadline: {what}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }
}
