namespace K8sCache.Node;

/// <summary>
/// A node's last minute: it hands over what only it holds, and serves on until its clients have gone or fallen silent; each within
/// its bound.
/// </summary>
internal sealed class NodeDrain
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan CheckPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait, after SIGTERM, for a topology that says who takes over: the operator looks once a second.</summary>
    public static readonly TimeSpan HandoverNotice = TimeSpan.FromSeconds(3);

    public required TimeProvider Time { get; init; }

    /// <summary>Longest wait, from the beginning, while others take over.</summary>
    public required TimeSpan HandoverTimeout { get; init; }

    /// <summary>Longest wait for clients.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>Slots whose entries nobody else has, and whether others are to take them over.</summary>
    public required Func<(int SoleCopies, bool IsLeaving)> Holds { get; init; }

    public required Func<int> ClientCount { get; init; }

    /// <summary>Bytes clients ever sent.</summary>
    public required Func<long> ReceivedBytes { get; init; }

    /// <summary>Told of the slots that nobody took over in time.</summary>
    public required Action<int> NotHandedOver { get; init; }

    public async Task RunAsync()
    {
        var began = Time.GetTimestamp();
        using var timer = new PeriodicTimer(CheckPeriod, Time);
        await HandOverAsync(timer, began);
        var started = Time.GetTimestamp();
        var before = ReceivedBytes();
        while (ClientCount() > 0 && Time.GetElapsedTime(started) < DrainTimeout)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            // An operator that was slow to see it is not too late yet.
            if (Holds() is { SoleCopies: > 0, IsLeaving: true } && Time.GetElapsedTime(began) < HandoverTimeout)
                await HandOverAsync(timer, began);
            var now = ReceivedBytes();
            if (now == before)
                return;
            before = now;
        }
    }

    /// <summary>
    /// The operator sees that the pod is to end and has others take over its slots: where it does not, as when the whole
    /// cluster is deleted, there is nothing to wait for.
    /// </summary>
    private async Task HandOverAsync(PeriodicTimer timer, long began)
    {
        while (Holds() is { SoleCopies: > 0 } holds)
        {
            if (Time.GetElapsedTime(began) >= (holds.IsLeaving ? HandoverTimeout : HandoverNotice))
            {
                NotHandedOver(holds.SoleCopies);
                return;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
