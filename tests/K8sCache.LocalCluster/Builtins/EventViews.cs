using System.Text.Json.Nodes;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>core/v1 and events.k8s.io/v1 show one stored event (core's form) with different field names.</summary>
internal static class EventViews
{
    private static readonly (string Core, string Modern)[] Renamed =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static void ToModern(JsonObject stored)
    {
        stored["apiVersion"] = "events.k8s.io/v1";
        foreach (var (core, modern) in Renamed) Rename(stored, core, modern);
        FillIn(stored);
    }

    public static void ToCore(JsonObject shown)
    {
        shown["apiVersion"] = "v1";
        foreach (var (core, modern) in Renamed) Rename(shown, modern, core);
        if (shown["series"] is JsonObject series) series["lastObservedTime"] = series["lastObservedTime"]?.DeepClone();
        FillIn(shown);
    }

    /// <summary>Fields that Go writes although they are empty.</summary>
    public static void FillIn(JsonObject json)
    {
        if (!json.ContainsKey("eventTime")) json["eventTime"] = null;
        if (Text(json, "apiVersion") == "v1")
        {
            Default(json, "involvedObject", new JsonObject());
            Default(json, "source", new JsonObject());
            foreach (var name in new[] { "firstTimestamp", "lastTimestamp" })
                if (!json.ContainsKey(name)) json[name] = null;
            Default(json, "reportingComponent", "");
            Default(json, "reportingInstance", "");
            return;
        }

        Default(json, "regarding", new JsonObject());
        Default(json, "deprecatedSource", new JsonObject());
        foreach (var name in new[] { "deprecatedFirstTimestamp", "deprecatedLastTimestamp" })
            if (!json.ContainsKey(name)) json[name] = null;
        foreach (var name in new[] { "reportingController", "reportingInstance" })
            if (Text(json, name).Length == 0) json.Remove(name);
    }

    private static void Rename(JsonObject json, string from, string to)
    {
        if (!json.TryGetPropertyValue(from, out var value)) return;
        json.Remove(from);
        json[to] = value;
    }
}
