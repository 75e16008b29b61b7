using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
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

    /// <summary>Gives an object that was made to be applied the fingerprint that <see cref="NeedsApply"/> compares.</summary>
    public static T Stamp<T>(T wished)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        var fingerprint = new Dictionary<string, string> { [Labels.AppliedHash] = Hash(wished) };
        wished.Metadata = wished.Metadata with { Annotations = Maps.Merge(wished.Metadata.Annotations, fingerprint) };
        return wished;
    }

    public static bool NeedsApply(IKubernetesObject<V1ObjectMeta> wished, IKubernetesObject<V1ObjectMeta>? stored) =>
        stored is null
        || stored.GetAnnotation(Labels.AppliedHash) != Hash(wished)
        || !Contains(OperatorTypes.Json.ToNode(stored), OperatorTypes.Json.ToNode(wished), "");

    /// <summary>Whether this very wish was applied last, whatever others made of the object since.</summary>
    public static bool IsAppliedLast(IKubernetesObject<V1ObjectMeta> wished, IKubernetesObject<V1ObjectMeta> stored) =>
        stored.GetAnnotation(Labels.AppliedHash) == Hash(wished);

    /// <summary>Of all but the fingerprint itself.</summary>
    private static string Hash(IKubernetesObject<V1ObjectMeta> wished)
    {
        var json = OperatorTypes.Json.ToNode(wished);
        if (json["metadata"]?["annotations"] is JsonObject annotations && annotations.Remove(Labels.AppliedHash) && annotations.Count == 0)
            json["metadata"]!.AsObject().Remove("annotations");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToJsonString())))[..HashCharacters];
    }

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
            && Quantity.TryParse(stored.GetValue<string>(), out var have)
            && Quantity.TryParse(wished.GetValue<string>(), out var want)
            && have == want;
    }
}
