using System.Runtime.CompilerServices;

namespace K8sCache.LocalCluster.Tests.Support;

/// <summary>Waits for a condition, with a deadline instead of a sleep.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!await condition())
        {
            Assert.True(clock.GetElapsedTime(started) < Deadline, $"Not within {Deadline}: {what}");
            await Task.Delay(Step, clock, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the text is one of those expected; the failure shows them.</summary>
    public static async Task OneOf(IReadOnlyList<string> expected, Func<string> actual, string what)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (actual() is var found && !expected.Contains(found))
        {
            if (clock.GetElapsedTime(started) > Deadline)
                Assert.Fail($"{what}\nexpected: {string.Join("\n      or: ", expected)}\n   found: {found}");
            await Task.Delay(Step, clock, TestContext.Current.CancellationToken);
        }
    }
}
