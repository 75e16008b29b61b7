using System.Runtime.CompilerServices;

namespace K8sCache.Testing;

/// <summary>Waits for what others bring about, with a deadline that only a failing test reaches.</summary>
internal static class Eventually
{
    /// <summary>Long, for machines that do much else at once.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static Task True(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null, TimeSpan? within = null) =>
        True(() => Task.FromResult(condition()), what, within);

    public static async Task True(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null, TimeSpan? within = null)
    {
        if (!await IsTrueAsync(condition, within))
            Assert.Fail($"Not within {within ?? Deadline}: {what}");
    }

    /// <summary>Whether the condition came true in time.</summary>
    public static Task<bool> IsTrueAsync(Func<bool> condition, TimeSpan? within = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), within);

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

    /// <summary>Runs the assertion until it stops throwing; past the deadline its last failure is the test's.</summary>
    public static async Task AssertAsync(Func<Task> assertion, TimeSpan? within = null)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (IsEarly(started, within))
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    public static Task EqualAsync<T>(T expected, Func<Task<T>> actual, TimeSpan? within = null) =>
        AssertAsync(async () => Assert.Equal(expected, await actual()), within);

    /// <summary>Waits until the text is one of those expected; the failure shows them.</summary>
    public static async Task OneOf(IReadOnlyList<string> expected, Func<string> actual, string what)
    {
        if (!await IsTrueAsync(() => expected.Contains(actual())))
            Assert.Fail($"{what}\nexpected: {string.Join("\n      or: ", expected)}\n   found: {actual()}");
    }

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Deadline);

    public static Task Within(Task task) => task.WaitAsync(Deadline);

    private static bool IsEarly(long started, TimeSpan? within) =>
        TimeProvider.System.GetElapsedTime(started) < (within ?? Deadline);

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> condition, TimeSpan? within)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (!IsEarly(started, within))
                return false;
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return true;
    }
}
