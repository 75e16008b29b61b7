using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>One reason for a failure: <c>FieldValueInvalid</c> and the like, a text, and the field's path.</summary>
public sealed record StatusCause(string Reason, string Message, string Field = "")
{
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Reason.Length > 0)
            json["reason"] = Reason;
        if (Message.Length > 0)
            json["message"] = Message;
        if (Field.Length > 0)
            json["field"] = Field;
        return json;
    }
}
