using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// An OpenAPI v3 schema, parsed: structural schemas of CRDs and the published schemas of built-in kinds, whose
/// references are resolved by <see cref="StructuralSchemaParser"/>. Immutable once parsed; recursive schemas make cycles.
/// </summary>
internal sealed class StructuralSchema
{
    /// <summary>object, array, string, integer, number, boolean, or empty where any type may stand.</summary>
    public string Type { get; internal set; } = "";

    public string Format { get; internal set; } = "";

    public bool Nullable { get; internal set; }

    /// <summary>Null when there is none; a JSON null default cannot be told apart and means the same.</summary>
    public JsonNode? Default { get; internal set; }

    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; internal set; } =
        new Dictionary<string, StructuralSchema>();

    /// <summary>Schema of the values of a map.</summary>
    public StructuralSchema? AdditionalProperties { get; internal set; }

    public StructuralSchema? Items { get; internal set; }

    public IReadOnlyList<string> Required { get; internal set; } = [];

    public bool PreserveUnknownFields { get; internal set; }

    public bool IntOrString { get; internal set; }

    /// <summary>A whole object with apiVersion, kind and metadata of its own.</summary>
    public bool EmbeddedResource { get; internal set; }

    public ListType ListType { get; internal set; }

    public IReadOnlyList<string> ListMapKeys { get; internal set; } = [];

    public IReadOnlyList<ValidationRule> Rules { get; internal set; } = [];

    /// <summary>Limits on the value itself, also those within allOf, anyOf, oneOf and not.</summary>
    public ValueLimits Limits { get; internal set; } = ValueLimits.None;

    /// <summary>The name a built-in schema is published under; empty otherwise.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Anything goes: no type and nothing said about content.</summary>
    public bool IsAny => Type.Length == 0 && !IntOrString && Properties.Count == 0;
}
