using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>The conditions in a Deployment's status.</summary>
internal sealed class DeploymentConditions
{
    private readonly List<JsonObject> _conditions;
    private readonly DateTimeOffset _now;

    public DeploymentConditions(JsonObject deployment, DateTimeOffset now)
    {
        _conditions = [.. deployment.Items("status", "conditions").Select(condition => (JsonObject)condition.DeepClone())];
        _now = now;
    }

    public JsonObject? Find(string type) => _conditions.Find(condition => condition.Text("type") == type);

    /// <summary>Sets a condition. One of equal status and reason stays as it is, so that its times tell when it came about.</summary>
    public void Set(string type, string status, string reason, string message)
    {
        var known = Find(type);
        if (known.Text("status") == status && known.Text("reason") == reason)
            return;
        var now = _now.ToApiTime();
        if (known is not null)
            _conditions.Remove(known);
        _conditions.Add(new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastUpdateTime"] = now,
            ["lastTransitionTime"] = known.Text("status") == status ? known.Text("lastTransitionTime") : now,
            ["reason"] = reason,
            ["message"] = message,
        });
    }

    /// <summary>Notes progress: the deadline counts from here again.</summary>
    public void Touch(string type, string status, string reason, string message)
    {
        Set(type, status, reason, message);
        Find(type)!["lastUpdateTime"] = _now.ToApiTime();
    }

    public JsonArray ToJson() => new([.. _conditions.Select(condition => condition.DeepClone())]);
}
