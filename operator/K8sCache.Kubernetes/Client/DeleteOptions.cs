using System.Text.Json.Nodes;

namespace K8sCache.Kubernetes.Client;

/// <summary>How an object is to go, and which one it must be.</summary>
public sealed record DeleteOptions
{
    /// <summary>Null: the kind's default, mostly <see cref="DeletePropagation.Background"/>.</summary>
    public DeletePropagation? Propagation { get; init; }

    /// <summary>Time a pod has to end; 0: at once.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>Deletes only the object of this uid, not a namesake created since.</summary>
    public string? Uid { get; init; }

    /// <summary>Deletes only this version of the object.</summary>
    public string? ResourceVersion { get; init; }

    public bool DryRun { get; init; }

    internal JsonObject ToBody()
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (Propagation is { } propagation)
            body["propagationPolicy"] = propagation.ToString();
        if (GracePeriod is { } gracePeriod)
            body["gracePeriodSeconds"] = (long)gracePeriod.TotalSeconds;
        if (DryRun)
            body["dryRun"] = new JsonArray("All");
        if (Uid is not null || ResourceVersion is not null)
            body["preconditions"] = ToPreconditions();
        return body;
    }

    private JsonObject ToPreconditions()
    {
        var preconditions = new JsonObject();
        if (Uid is not null)
            preconditions["uid"] = Uid;
        if (ResourceVersion is not null)
            preconditions["resourceVersion"] = ResourceVersion;
        return preconditions;
    }
}
