using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>A failed request's <c>v1</c> Status. <see cref="Errors"/> makes them with the server's own texts.</summary>
public sealed record ApiStatus(int Code, string Reason, string Message)
{
    public StatusDetails? Details { get; init; }

    /// <summary>A continue token that lets an expired list go on (410).</summary>
    public string? Continue { get; init; }

    public JsonObject ToJson()
    {
        var metadata = new JsonObject();
        if (Continue is not null)
            metadata["continue"] = Continue;
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["status"] = "Failure",
        };
        if (Message.Length > 0)
            status["message"] = Message;
        if (Reason.Length > 0)
            status["reason"] = Reason;
        if (Details is not null)
            status["details"] = Details.ToJson();
        status["code"] = Code;
        return status;
    }
}
