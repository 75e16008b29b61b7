using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Conditions of a definition's status.</summary>
internal static class CrdConditions
{
    /// <returns>Whether anything changed; the transition time moves with the status only.</returns>
    public static bool Set(JsonObject crd, string type, string status, string reason, string message, string now)
    {
        if (crd["status"] is not JsonObject holder) crd["status"] = holder = [];
        if (holder["conditions"] is not JsonArray conditions) holder["conditions"] = conditions = [];
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(candidate => (string?)candidate["type"] == type);
        if (condition is null) conditions.Add(condition = new JsonObject { ["type"] = type });
        else if ((string?)condition["status"] == status && (string?)condition["reason"] == reason && (string?)condition["message"] == message) return false;
        if ((string?)condition["status"] != status) condition["lastTransitionTime"] = now;
        condition["status"] = status;
        condition["reason"] = reason;
        condition["message"] = message;
        return true;
    }

    public static bool IsTrue(JsonObject crd, string type) => (crd["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
        .Any(condition => (string?)condition["type"] == type && (string?)condition["status"] == "True");
}
