using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>
/// Writes core/v1 Events as client-go's recorder does: a repeat of the same event raises its count. An event that cannot be
/// written, because its namespace is going away, is dropped: events are hints, never state.
/// </summary>
internal sealed class EventRecorder(IClusterApi api, string component, TimeProvider time)
{
    private const int Remembered = 4096;

    private readonly IClusterApi _api = api.As(component);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Uid, string Reason, string Message), (string Name, int Count)> _seen = [];
    private long _sequence = time.GetUtcNow().Ticks;

    public void Normal(JsonObject subject, string apiVersion, string kind, string reason, string message) =>
        Write(subject, apiVersion, kind, "Normal", reason, message);

    public void Warning(JsonObject subject, string apiVersion, string kind, string reason, string message) =>
        Write(subject, apiVersion, kind, "Warning", reason, message);

    private void Write(JsonObject subject, string apiVersion, string kind, string type, string reason, string message)
    {
        var key = (subject.Uid(), reason, message);
        try
        {
            lock (_lock)
            {
                if (_seen.TryGetValue(key, out var seen) && TryRepeat(subject, seen.Name, seen.Count + 1))
                {
                    _seen[key] = (seen.Name, seen.Count + 1);
                    return;
                }

                if (_seen.Count >= Remembered)
                    _seen.Clear();
                var name = $"{subject.Name()}.{_sequence++.ToString("x16", CultureInfo.InvariantCulture)}";
                _seen[key] = (name, 1);
                _api.Create(KnownResources.Events, NamespaceOf(subject), Make(subject, apiVersion, kind, type, reason, message, name));
            }
        }
        catch (ApiException error) when (error.Code is 403 or 404)
        {
            // The namespace is terminating or gone.
        }
    }

    private bool TryRepeat(JsonObject subject, string name, int count)
    {
        if (_api.Find(KnownResources.Events, NamespaceOf(subject), name) is not { } known)
            return false;
        known["count"] = count;
        known["lastTimestamp"] = time.GetUtcNow().ToApiTime();
        _api.Update(KnownResources.Events, known);
        return true;
    }

    private JsonObject Make(
        JsonObject subject, string apiVersion, string kind, string type, string reason, string message, string name)
    {
        var now = time.GetUtcNow().ToApiTime();
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(subject) },
            ["involvedObject"] = new JsonObject
            {
                ["kind"] = kind,
                ["namespace"] = subject.Namespace(),
                ["name"] = subject.Name(),
                ["uid"] = subject.Uid(),
                ["apiVersion"] = apiVersion,
                ["resourceVersion"] = subject.Text("metadata", "resourceVersion"),
            },
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = component },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
        };
    }

    private static string NamespaceOf(JsonObject subject) => subject.Namespace() is { Length: > 0 } ns ? ns : "default";
}
