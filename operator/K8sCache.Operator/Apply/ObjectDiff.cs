using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Apply;

/// <summary>
/// Whether a stored object is as wished. Two looks: the fingerprint of what was applied last finds a changed wish, also
/// one that only takes fields away; comparing every wished field finds what others changed. Fields that nobody wished
/// for (defaults, status, other managers') do not count.
/// </summary>
internal static class ObjectDiff
{
    private const int HashCharacters = 32;

    /// <summary>The object with the fingerprint that <see cref="NeedsApply"/> compares.</summary>
    public static KubernetesObject Stamp(KubernetesObject wished) => wished with
    {
        Metadata = wished.Metadata with
        {
            Annotations = Maps.Merge(
                wished.Metadata.Annotations, new Dictionary<string, string> { [Labels.AppliedHash] = Hash(wished) }),
        },
    };

    public static bool NeedsApply(KubernetesObject wished, KubernetesObject? stored) =>
        stored is null
        || stored.Annotation(Labels.AppliedHash) != Hash(wished)
        || !Contains(KubernetesJson.ToNode(stored), KubernetesJson.ToNode(wished), "");

    /// <summary>Whether this very wish was applied last, whatever others made of the object since.</summary>
    public static bool IsAppliedLast(KubernetesObject wished, KubernetesObject stored) =>
        stored.Annotation(Labels.AppliedHash) == Hash(wished);

    private static string Hash(KubernetesObject wished) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(KubernetesJson.ToNode(wished).ToJsonString())))[..HashCharacters];

    /// <summary>Whether everything wished is in what is stored.</summary>
    internal static bool Contains(JsonNode? stored, JsonNode? wished, string field) => (stored, wished) switch
    {
        (JsonObject have, JsonObject want) => want.All(member => Contains(have[member.Key], member.Value, member.Key)),
        (JsonArray have, JsonArray want) => ContainsInOrder(have, want, field),
        (JsonValue have, JsonValue want) => SameValue(have, want),
        (null, JsonObject { Count: 0 } or JsonArray { Count: 0 } or null) => true,
        _ => false,
    };

    /// <summary>Others may add items, such as a sidecar or a volume; ours must all be there, in order.</summary>
    private static bool ContainsInOrder(JsonArray stored, JsonArray wished, string field)
    {
        var next = 0;
        foreach (var item in stored)
        {
            if (next < wished.Count && Contains(item, wished[next], field))
                next++;
        }

        return next == wished.Count;
    }

    /// <summary>The API server rewrites quantities: <c>1.5Gi</c> comes back as <c>1536Mi</c>.</summary>
    private static bool SameValue(JsonValue stored, JsonValue wished)
    {
        if (JsonNode.DeepEquals(stored, wished))
            return true;
        return stored.GetValueKind() == JsonValueKind.String && wished.GetValueKind() == JsonValueKind.String
            && ResourceQuantity.TryParse(stored.GetValue<string>(), out var have)
            && ResourceQuantity.TryParse(wished.GetValue<string>(), out var want)
            && have == want;
    }
}
