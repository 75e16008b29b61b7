using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>The <c>details</c> of a Status; empty parts are left out of the JSON.</summary>
public sealed record StatusDetails
{
    public string Name { get; init; } = "";

    public string Group { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Uid { get; init; } = "";

    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    public int RetryAfterSeconds { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Name.Length > 0)
            json["name"] = Name;
        if (Group.Length > 0)
            json["group"] = Group;
        if (Kind.Length > 0)
            json["kind"] = Kind;
        if (Uid.Length > 0)
            json["uid"] = Uid;
        if (Causes.Count > 0)
            json["causes"] = new JsonArray([.. Causes.Select(c => c.ToJson())]);
        if (RetryAfterSeconds > 0)
            json["retryAfterSeconds"] = RetryAfterSeconds;
        return json;
    }
}
