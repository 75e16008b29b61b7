using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>JSON as the API server speaks it, of the types a program has to do with; without reflection over members.</summary>
/// <remarks>
/// The package's own serializer knows every type of the API, which would be most of a native program. So each program
/// brings a <see cref="JsonSerializerContext"/> of the kinds it uses.
/// </remarks>
public sealed class ObjectJson
{
    /// <summary>
    /// How deep values are read and written: what the API server takes (Go's decoder ends at 10,000), for a deeper one would keep
    /// every list and watch that it is in from being read. Nothing here recurses over what it does not know.
    /// </summary>
    private const int MaxDepth = 10_016;

    /// <param name="types">What the program reads and writes.</param>
    /// <param name="converters">How it does where the types do not say.</param>
    public ObjectJson(IJsonTypeInfoResolver types, params IEnumerable<JsonConverter> converters)
    {
        Options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = MaxDepth,
            // Bodies are never embedded in HTML, and the API server does not escape beyond JSON's needs either.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new TimeConverter(), new OffsetTimeConverter(), new ResourceQuantityConverter() },
            TypeInfoResolver = JsonTypeInfoResolver.Combine(types, LibraryTypes.Default).WithAddedModifier(Adapt),
        };
        foreach (var converter in converters)
            Options.Converters.Add(converter);
        Options.MakeReadOnly();
    }

    public JsonSerializerOptions Options { get; }

    /// <summary>The value as JSON; an object says its version and kind, though the package's models do not by themselves.</summary>
    public JsonNode ToNode(object value)
    {
        var node = JsonSerializer.SerializeToNode(value, Options.GetTypeInfo(value.GetType()))
            ?? throw new ArgumentException("The value is JSON null.", nameof(value));
        if (value is IKubernetesObject && node is JsonObject members && KubernetesKind.Find(value.GetType()) is { } kind)
        {
            if (!members.ContainsKey("kind"))
                members.Insert(0, "kind", kind.Kind);
            if (!members.ContainsKey("apiVersion"))
                members.Insert(0, "apiVersion", kind.ApiVersion);
        }
        return node;
    }

    public string Serialize(object value) => ToNode(value).ToJsonString(Options);

    /// <exception cref="JsonException">Not of this shape.</exception>
    public T Deserialize<T>(string json) => Complete(JsonSerializer.Deserialize(json, TypeInfo<T>()));

    /// <exception cref="JsonException">Not of this shape.</exception>
    public T Deserialize<T>(ReadOnlySpan<byte> utf8) => Complete(JsonSerializer.Deserialize(utf8, TypeInfo<T>()));

    /// <exception cref="JsonException">Not of this shape.</exception>
    public T Deserialize<T>(JsonElement element) => Complete(element.Deserialize(TypeInfo<T>()));

    /// <exception cref="JsonException">Not of this shape.</exception>
    public T Deserialize<T>(JsonNode node) => Complete(node.Deserialize(TypeInfo<T>()));

    /// <summary>Whether both say the same on the wire: order of members and unset ones don't count.</summary>
    public bool SameContent(object left, object right) => JsonNode.DeepEquals(ToNode(left), ToNode(right));

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Items of a list do not say what they are: the API server leaves it out.</summary>
    private static T Complete<T>(T? value)
    {
        if (value is null)
            throw new JsonException($"null instead of {typeof(T).Name}");
        if (value is IKubernetesObject obj && KubernetesKind.Find(value.GetType()) is { } kind)
        {
            obj.ApiVersion ??= kind.ApiVersion;
            obj.Kind ??= kind.Kind;
        }
        if (value is IMetadata<V1ObjectMeta> described)
            described.Metadata ??= new V1ObjectMeta();
        return value;
    }

    private static void Adapt(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1ObjectMeta))
            Drop(type, "managedFields");
        else if (type.Type == typeof(V1LeaseSpec) || type.Type == typeof(Eventsv1Event) || type.Type == typeof(Eventsv1EventSeries))
            UseMicroTimes(type);
    }

    /// <summary>Half of every object, kept by the server for itself: it is neither read nor ever sent back.</summary>
    private static void Drop(JsonTypeInfo type, string member)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name == member)
                type.Properties.RemoveAt(i);
        }
    }

    /// <summary>The package's models do not tell <c>metav1.MicroTime</c> from <c>metav1.Time</c>; the API server does.</summary>
    private static void UseMicroTimes(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Name is not ("acquireTime" or "renewTime" or "eventTime" or "lastObservedTime"))
                continue;
            property.CustomConverter = property.PropertyType == typeof(DateTime?) ? new OptionalMicroTimeConverter() : new MicroTimeConverter();
        }
    }
}
