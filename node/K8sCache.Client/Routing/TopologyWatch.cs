using K8sCache.Client.Calls;
using K8sCache.Client.Calls.Replies;
using K8sCache.Client.Calls.Requests;
using K8sCache.Client.Connections;
using K8sCache.Client.Observing;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Client.Routing;

/// <summary>
/// Asks for the topology: at once when something hints at a new one, else every few seconds, the addresses given and the
/// nodes in turn, so that no single one that lags behind keeps the client behind. The higher epoch wins.
/// </summary>
internal sealed class TopologyWatch(ClientContext context, CallRouter router)
{
    /// <summary>Between two questions, however many hints there are.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>While nothing is known yet.</summary>
    private static readonly TimeSpan FirstPauses = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// With every node out of reach for this long, a lower epoch is believed too: the cache was deleted and made again
    /// under its old address, and counts from one.
    /// </summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(10);

    private TopologyHolder _holder = new();
    private TaskCompletionSource _doubt = NewDoubt();
    private NodeLink? _mayKnow;
    private bool _isPlain;
    private int _turn;
    private long _lastReached;

    public long Epoch => _holder.Epoch;

    /// <summary>Asks soon; the node that may know a newer topology first.</summary>
    public void Doubt(NodeLink? mayKnow)
    {
        if (mayKnow is not null)
            Interlocked.Exchange(ref _mayKnow, mayKnow); // A full fence: one of the two sees what the other wrote.
        Volatile.Read(ref _doubt).TrySetResult();
    }

    public async Task RunAsync()
    {
        _lastReached = context.Now;
        while (!context.Stopping.IsCancellationRequested)
        {
            Volatile.Write(ref _doubt, NewDoubt());
            var answered = await AskNextAsync();
            await PauseAsync(answered || _holder.Epoch > 0 ? context.Options.TopologyInterval : FirstPauses);
        }
    }

    /// <summary>Asks the first that can be asked.</summary>
    private async Task<bool> AskNextAsync()
    {
        var links = router.Table?.Links ?? [];
        NodeLink[] sources = [.. router.Seeds, .. links];
        if (Array.Exists(links, static link => link.IsUpAtAll))
            _lastReached = context.Now;
        if (Interlocked.Exchange(ref _mayKnow, null) is { } first && await TryAskAsync(first))
            return true;
        for (var step = 0; step < sources.Length; step++)
        {
            if (await TryAskAsync(sources[_turn++ % sources.Length]))
                return true;
        }

        return false;
    }

    private async Task<bool> TryAskAsync(NodeLink link)
    {
        var mayForget = context.Now - _lastReached > context.Ticks(ForgetAfter);
        var call = new Call<TopologyRequest, BytesReply, byte[]?>(new TopologyRequest(mayForget ? 0 : _holder.Epoch), default)
        {
            Target = link,
            IsPinned = true,
        };
        try
        {
            router.Start(call, context.Stopping);
            var document = await call.Task;
            if (document is not null)
                Take(document, link, mayForget);
            else if (_holder.Epoch == 0)
                UsePlain(link);
            return true;
        }
        catch (K8sCacheException error) when (error.Kind == CacheErrorKind.Server)
        {
            // It does not know the question: some other Redis.
            if (_holder.Epoch == 0)
                UsePlain(link);
            return true;
        }
        catch (Exception error) when (error is K8sCacheException or InvalidDataException)
        {
            Log.TopologyNotAnswered(context.Log, link.Name, error.Message);
            return false;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    private void Take(byte[] document, NodeLink link, bool mayForget)
    {
        var parsed = TopologyJson.Parse(document);
        if (!parsed.IsValid)
        {
            Log.TopologyRefused(context.Log, link.Name, string.Join("; ", parsed.Problems));
            return;
        }

        var before = _holder.Epoch;
        if (mayForget && parsed.Document.Epoch < before)
        {
            Log.TopologyForgotten(context.Log, before, parsed.Document.Epoch);
            _holder = new TopologyHolder();
            _lastReached = context.Now;
        }

        switch (_holder.Offer(parsed.Document))
        {
            case TopologyOutcome.Accepted:
                _isPlain = false;
                router.Apply(_holder.Current!);
                Log.TopologyTaken(context.Log, _holder.Epoch, link.Name);
                break;
            case TopologyOutcome.Conflict:
                Log.TopologyRefused(context.Log, link.Name, $"epoch {_holder.Epoch} with other content");
                break;
            case TopologyOutcome.Same:
            case TopologyOutcome.Older:
            default:
                break;
        }
    }

    /// <summary>A cache of one node, or some other Redis, serves every key itself. A router that has no topology yet says so to every request.</summary>
    private void UsePlain(NodeLink link)
    {
        if (_isPlain || (context.Options.Routing == RoutingMode.Direct && !link.IsNode))
            return;
        _isPlain = true;
        Log.NoTopology(context.Log, link.Address);
        router.SetPlain(true);
    }

    private async Task PauseAsync(TimeSpan longest)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        // Any, because a delay that is cancelled must end the pause and not throw.
        await Task.WhenAny(Task.Delay(ShortestPause, context.Time, over.Token));
        await Task.WhenAny(Task.Delay(longest, context.Time, over.Token), Volatile.Read(ref _doubt).Task);
        await over.CancelAsync();
    }

    private static TaskCompletionSource NewDoubt() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
