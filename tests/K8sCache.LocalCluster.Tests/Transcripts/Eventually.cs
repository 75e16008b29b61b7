namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>Waits for what happens in the background.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static async Task TrueAsync(Func<bool> condition, double withinSeconds = 20)
    {
        if (!await IsTrueAsync(condition, withinSeconds)) Assert.Fail("not within the deadline");
    }

    public static async Task<bool> IsTrueAsync(Func<bool> condition, double withinSeconds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > withinSeconds) return false;
            await Task.Delay(Interval, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return true;
    }
}
