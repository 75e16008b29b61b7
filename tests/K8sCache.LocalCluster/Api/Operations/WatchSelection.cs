using System.Globalization;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What a watcher with selectors sees of a write: objects that begin to match are added, ones that cease to are deleted.</summary>
internal static class WatchSelection
{
    public static WatchEvent? Select(ApiCore core, ResourceDefinition resource, string ns, ListQuery query, StoreEvent change)
    {
        if (ns.Length > 0 && change.Object.Key.Namespace != ns)
            return null;
        var obj = core.Show(resource, change.Object);
        var previous = change.Previous is null ? null : core.Show(resource, change.Previous);
        var matched = previous is not null && query.Matches(resource, previous);
        if (change.Type == WatchEventType.Deleted)
            return matched ? new WatchEvent(WatchEventType.Deleted, obj) : null;
        var matches = query.Matches(resource, obj);
        if (matches)
            return new WatchEvent(matched ? WatchEventType.Modified : WatchEventType.Added, obj);
        if (!matched)
            return null;
        // Leaving a selector shows the old object, under the version of the write that moved it.
        previous!.Metadata()["resourceVersion"] = change.Version.ToString(CultureInfo.InvariantCulture);
        return new WatchEvent(WatchEventType.Deleted, previous!);
    }
}
