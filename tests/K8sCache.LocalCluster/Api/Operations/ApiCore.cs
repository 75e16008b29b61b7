using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What all operations share: the store, the kinds, the hooks, time and chance.</summary>
public sealed class ApiCore(ObjectStore store, ResourceRegistry registry, ApiHooks hooks, TimeProvider time, Random random)
{
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private readonly Lock _randomLock = new();

    public ObjectStore Store { get; } = store;

    public ResourceRegistry Registry { get; } = registry;

    public ApiHooks Hooks { get; } = hooks;

    public TimeProvider Time { get; } = time;

    public string Now => ObjectMeta.Time(Time.GetUtcNow());

    /// <summary>A version 4 UUID.</summary>
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_randomLock)
            random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A generateName's suffix, in the alphabet that spells no words.</summary>
    public string NewSuffix()
    {
        lock (_randomLock)
            return random.GetString(SuffixAlphabet, SuffixLength);
    }

    /// <summary>A stored object as <paramref name="resource"/>'s version shows it; the caller's own copy.</summary>
    public JsonObject Show(ResourceDefinition resource, StoredObject stored)
    {
        var obj = stored.Parse();
        Hooks.Admission.FromStorage(resource, obj);
        return obj;
    }

    public static StoreKey Key(ResourceDefinition resource, string ns, string name) =>
        new(resource.StoredAs, resource.Namespaced ? ns : "", name);

    /// <summary>The object as the store would keep it; dry runs go through it too, so that they show the same.</summary>
    public JsonObject ForStorage(ResourceDefinition resource, JsonObject obj)
    {
        var stored = obj.DeepClone().AsObject();
        Hooks.Admission.ToStorage(resource, stored);
        return stored;
    }

    /// <summary>The definition to use when only the group and plural are known.</summary>
    public ResourceDefinition Definition(GroupResource resource) =>
        Registry.Find(resource) ?? throw Errors.NoSuchResource();

    /// <summary>
    /// Runs admission's decoding without managedFields: field sets are no fields of the kind, and are the server's
    /// own to write.
    /// </summary>
    public IReadOnlyList<string> Decode(AdmissionContext context)
    {
        var owners = context.Object!.Metadata()["managedFields"];
        context.Object!.Metadata().Remove("managedFields");
        var problems = Hooks.Admission.Decode(context);
        CanonicalMetadata.DropEmpty(context.Object!);
        if (owners is not null)
            context.Object!.Metadata()["managedFields"] = owners;
        return problems;
    }

    public static bool SameJson(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    public static JsonObject Clone(JsonObject obj) => obj.DeepClone().AsObject();

    public static string Compact(JsonNode? node) => node?.ToJsonString(StoreJson.Options) ?? "null";
}
