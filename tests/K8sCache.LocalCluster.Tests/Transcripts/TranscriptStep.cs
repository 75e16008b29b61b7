using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>One recorded exchange.</summary>
internal sealed class TranscriptStep(JsonObject json)
{
    public int Number { get; } = (int)json["step"]!;

    public string Comment { get; } = (string?)json["comment"] ?? "";

    /// <summary>The identity; null for the administrator.</summary>
    public string? As { get; } = (string?)json["as"];

    public JsonObject Request { get; } = json["request"]!.AsObject();

    public JsonObject Response { get; } = json["response"]!.AsObject();

    /// <summary>Of a watch, in order of arrival; null for anything else.</summary>
    public IReadOnlyList<JsonObject>? Events { get; } =
        json["events"] is JsonArray events ? [.. events.Select(change => change!.AsObject())] : null;

    /// <summary>Who closed a watch.</summary>
    public string End { get; } = (string?)json["end"] ?? "";

    public string Method => (string)Request["method"]!;

    public string Path => (string)Request["path"]!;

    public int Status => (int)Response["status"]!;

    public override string ToString() => $"step {Number} ({Method} {Path}: {Comment})";
}
