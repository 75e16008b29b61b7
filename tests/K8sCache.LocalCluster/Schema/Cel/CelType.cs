namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A static type. <see cref="Fields"/> are those of an object; <see cref="Key"/> and <see cref="Element"/> of containers.</summary>
internal sealed class CelType
{
    public static readonly CelType Dyn = new("dyn");
    public static readonly CelType Bool = new("bool");
    public static readonly CelType Int = new("int");
    public static readonly CelType Uint = new("uint");
    public static readonly CelType Double = new("double");
    public static readonly CelType String = new("string");
    public static readonly CelType Bytes = new("bytes");
    public static readonly CelType Null = new("null");
    public static readonly CelType Duration = new("duration");
    public static readonly CelType Timestamp = new("timestamp");
    public static readonly CelType Quantity = new("kubernetes.Quantity");

    public static readonly CelType Type = new("type");

    private CelType(string name) => Name = name;

    /// <summary>As cel-go prints it in messages.</summary>
    public string Name { get; }

    public CelType? Key { get; private init; }

    public CelType? Element { get; private init; }

    public IReadOnlyDictionary<string, CelType>? Fields { get; private init; }

    public bool IsList => Name.StartsWith("list(", StringComparison.Ordinal);

    public bool IsMap => Name.StartsWith("map(", StringComparison.Ordinal);

    public bool IsOptional => Name.StartsWith("optional_type(", StringComparison.Ordinal);

    public bool IsDyn => Name == "dyn";

    public static CelType List(CelType element) => new($"list({element.Name})") { Element = element };

    public static CelType Map(CelType key, CelType value) => new($"map({key.Name}, {value.Name})") { Key = key, Element = value };

    public static CelType Optional(CelType value) => new($"optional_type({value.Name})") { Element = value };

    public static CelType Object(IReadOnlyDictionary<string, CelType> fields) => new("object") { Fields = fields };

    /// <summary>The declared type of a schema, as rules see it.</summary>
    public static CelType Of(StructuralSchema schema, bool isResource = false)
    {
        if (schema.IntOrString || schema.IsAny) return Dyn;
        switch (schema.Type)
        {
            case "array": return List(schema.Items is null ? Dyn : Of(schema.Items));
            case "object" when schema.AdditionalProperties is { } values: return Map(String, Of(values));
            case "object":
                if (schema.PreserveUnknownFields && schema.Properties.Count == 0 && !isResource) return Object(new Dictionary<string, CelType>());
                var fields = schema.Properties.ToDictionary(
                    property => CelNames.Escape(property.Key), property => Of(property.Value), StringComparer.Ordinal);
                if (isResource || schema.EmbeddedResource) AddTypeMeta(fields);
                return Object(fields);
            default: return Scalar(schema);
        }
    }

    private static void AddTypeMeta(Dictionary<string, CelType> fields)
    {
        fields["apiVersion"] = String;
        fields["kind"] = String;
        fields["metadata"] = Object(new Dictionary<string, CelType> { ["name"] = String, ["generateName"] = String });
    }

    private static CelType Scalar(StructuralSchema schema) => schema.Type switch
    {
        "boolean" => Bool,
        "integer" => Int,
        "number" => Double,
        "string" => schema.Format switch
        {
            "byte" => Bytes,
            "date-time" or "date" => Timestamp,
            "duration" => Duration,
            _ => String,
        },
        _ => Dyn,
    };
}
