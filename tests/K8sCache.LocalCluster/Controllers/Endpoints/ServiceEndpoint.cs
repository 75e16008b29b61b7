using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Controllers.Endpoints;

/// <summary>A pod behind a Service, with what EndpointSlices tell of it.</summary>
internal sealed record ServiceEndpoint(JsonObject Pod, string Address, bool Ready, bool Serving, bool Terminating);
