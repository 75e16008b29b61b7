namespace K8sCache.Resp.Tests;

/// <summary>Waits for a condition that another thread will make true.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static async Task True(Func<bool> condition, string what)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (!condition())
        {
            if (time.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"Waited {Deadline.TotalSeconds:0} s for: {what}");
            await Task.Delay(Poll, time);
        }
    }

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Deadline);

    public static Task Within(Task task) => task.WaitAsync(Deadline);
}
