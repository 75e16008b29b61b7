using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>A decoded body. Problems are texts such as <c>duplicate field "data.a"</c>, in order.</summary>
public sealed record DecodedBody(JsonObject Object, IReadOnlyList<string> Problems);
