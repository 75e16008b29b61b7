using System.Text.Json.Nodes;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>One request, its answer, and what a watch brought.</summary>
internal sealed record TranscriptStep(
    int Step, string Comment, TranscriptRequest Request, TranscriptResponse Response, TranscriptEvent[]? Events, string? End);

internal sealed record TranscriptRequest(
    string Method, string Path, Dictionary<string, string>? Query, Dictionary<string, string>? Headers, JsonNode? Body);

internal sealed record TranscriptResponse(int Status, JsonObject? Headers, JsonNode? Body);

internal sealed record TranscriptEvent(string Type, JsonNode Object);
