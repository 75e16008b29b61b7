namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>Waits for a condition, polling, with a deadline.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the assertion until it stops throwing; past the deadline its last failure is the test's.</summary>
    public static async Task AssertAsync(Func<Task> assertion, TimeSpan? deadline = null)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var until = TimeProvider.System.GetTimestamp() + (long)((deadline ?? Deadline).TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (TimeProvider.System.GetTimestamp() < until)
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    public static Task EqualAsync<T>(T expected, Func<Task<T>> actual, TimeSpan? deadline = null)
        => AssertAsync(async () => Assert.Equal(expected, await actual()), deadline);
}
