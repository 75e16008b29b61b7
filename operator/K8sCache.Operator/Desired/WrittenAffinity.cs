using System.Text.Json;
using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>
/// Affinity as the user wrote it, passed through unread. A field that the package does not know goes to the API server all
/// the same: a newer one takes it, any other says that it is wrong.
/// </summary>
internal sealed record WrittenAffinity(JsonElement Json) : V1Affinity;
