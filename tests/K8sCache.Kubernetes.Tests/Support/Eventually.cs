using System.Runtime.CompilerServices;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>Waits for a condition, with a deadline instead of a sleep.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task True(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        True(() => Task.FromResult(condition()), what);

    public static async Task True(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5), clock);
        while (!await condition())
        {
            Assert.True(clock.GetElapsedTime(started) < Deadline, $"Not within {Deadline}: {what}");
            await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves virtual time on in steps until the condition holds, letting what it sets off run.</summary>
    public static Task TrueWhileTimePasses(
        FakeTimeProvider time, TimeSpan step, Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        True(
            () =>
            {
                if (condition())
                    return true;
                time.Advance(step);
                return condition();
            },
            what);
}
