using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.KubeConfigModels;
using k8s.Models;
using K8sCache.Kubernetes.Client;

namespace K8sCache.Kubernetes.Objects;

/// <summary>What this library itself reads and writes, whatever program it is part of.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ObjectListEnvelope))]
[JsonSerializable(typeof(RawWatchEvent))]
[JsonSerializable(typeof(V1Status))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(Eventsv1Event))]
[JsonSerializable(typeof(VersionInfo))]
[JsonSerializable(typeof(ExecCredentialResponse))]
internal sealed partial class LibraryTypes : JsonSerializerContext;
