using System.Globalization;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Streams a watch: initial state where asked for, changes, bookmarks, an end at the timeout.</summary>
internal sealed class WatchHandler(ApiCore core, Presenter presenter)
{
    /// <summary>How long a watch without timeoutSeconds lasts; clients open it again.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    /// <summary>A last bookmark goes out this long before the end.</summary>
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    public async Task HandleAsync(HttpContext context, RequestInfo info, ResourceDefinition resource)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        var options = ListOptions.Read(context.Request.Query, resource, watch: true);
        if (info.Name.Length > 0)
            options = options.OfName(info.Name);
        var ns = resource.Namespaced ? info.Namespace : "";
        var stream = new WatchStream(context, resource, presenter, shape);
        Subscription subscription;
        try
        {
            subscription = Subscribe(resource, ns, options);
        }
        catch (CompactedException e)
        {
            await stream.StartAsync();
            // Events are not cached by the server: their watches fail in etcd's words.
            var message = resource.StoredAs == KnownResources.Events ? "The resourceVersion for the provided watch is too old." : e.Message;
            await stream.ErrorAsync(new ApiStatus(410, "Expired", message));
            return;
        }
        using var watch = subscription.Watch;
        await stream.StartAsync();
        foreach (var stored in subscription.Initial)
        {
            var obj = core.Show(resource, stored);
            if (options.Query.Matches(resource, obj))
                await stream.SendAsync(WatchEventType.Added, obj);
        }
        if (subscription.MarkEnd)
            await stream.BookmarkAsync(subscription.Version, initialEnd: true);
        await FollowAsync(context, resource, ns, options, watch, stream);
    }

    private Subscription Subscribe(ResourceDefinition resource, string ns, ListOptions options)
    {
        var version = options.ResourceVersion;
        if (version is not null && !ulong.TryParse(version, CultureInfo.InvariantCulture, out _))
            throw Errors.Make(500, "", ListOptions.InvalidVersion(version), null);
        var fromStart = version is null or "0";
        var wantsInitial = options.SendInitialEvents ?? fromStart;
        if (!wantsInitial && !fromStart)
        {
            var after = long.Parse(version!, CultureInfo.InvariantCulture);
            return new Subscription(core.Store.Watch(resource.StoredAs, after), [], after, MarkEnd: false);
        }
        // Subscribing at the snapshot's version, which is the newest, cannot be too old, unless compaction comes between.
        var snapshot = core.Store.List(resource.StoredAs, ns);
        var watch = core.Store.Watch(resource.StoredAs, snapshot.Version);
        var markEnd = wantsInitial && options.Bookmarks && (options.SendInitialEvents == true || version is null);
        return new Subscription(watch, wantsInitial ? snapshot.Objects : [], snapshot.Version, markEnd);
    }

    private async Task FollowAsync(
        HttpContext context, ResourceDefinition resource, string ns, ListOptions options, StoreWatch watch, WatchStream stream)
    {
        var timeout = options.Timeout ?? DefaultTimeout;
        using var end = new CancellationTokenSource(timeout, core.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end.Token);
        using var bookmarks = new BookmarkTimer(core.Time, options.Bookmarks, BookmarkInterval, timeout - BookmarkBeforeEnd);
        long? seen = null;
        try
        {
            var next = watch.Events.WaitToReadAsync(either.Token).AsTask();
            while (true)
            {
                if (await Task.WhenAny(next, bookmarks.Next) != next)
                {
                    bookmarks.Restart();
                    if (seen is { } version)
                        await stream.BookmarkAsync(version, initialEnd: false);
                    seen = null;
                    continue;
                }
                if (!await next)
                    return;
                while (watch.Events.TryRead(out var change))
                {
                    seen = change.Version;
                    await SendAsync(resource, ns, options.Query, change, stream);
                }
                next = watch.Events.WaitToReadAsync(either.Token).AsTask();
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The timeout, or the client has gone: a clean end of the stream.
        }
        catch (CompactedException e)
        {
            await stream.ErrorAsync(new ApiStatus(410, "Expired", e.Message));
        }
    }

    private async Task SendAsync(ResourceDefinition resource, string ns, ListQuery query, StoreEvent change, WatchStream stream)
    {
        if (WatchSelection.Select(core, resource, ns, query, change) is { } selected)
            await stream.SendAsync(selected.Type, selected.Object);
    }

    private sealed record Subscription(StoreWatch Watch, IReadOnlyList<StoredObject> Initial, long Version, bool MarkEnd);
}
