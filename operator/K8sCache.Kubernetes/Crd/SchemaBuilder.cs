using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// Derives a structural OpenAPI schema from a type. The C# initialiser of a property is its <c>default</c>, so a
/// default is written once and holds for resources the API server stored before the field existed, too.
/// </summary>
/// <remarks>
/// Rules of structural schemas: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema.
/// </remarks>
[RequiresUnreferencedCode(CrdGenerator.NotForNativePrograms)]
[RequiresDynamicCode(CrdGenerator.NotForNativePrograms)]
internal static class SchemaBuilder
{
    /// <summary>
    /// What Kubernetes accepts as a quantity, without a sign, for none of ours may be negative, and without an exponent of more
    /// than three digits, of which Kubernetes would take the low 32 bits.
    /// </summary>
    private const string QuantityPattern =
        @"^([0-9]+(\.[0-9]*)?|\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?[0-9]{1,3}))?$";

    /// <summary>The serializer options say how values are written: they give defaults the form they have on the wire.</summary>
    public static JsonObject Object(Type type, JsonSerializerOptions serializerOptions)
    {
        var schema = new JsonObject { ["type"] = "object" };
        AddDescription(schema, type.GetCustomAttribute<DescriptionAttribute>());
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in WireProperties(type))
        {
            properties[WireName(property)] = Property(property, defaults, serializerOptions);
            if (IsRequired(property))
                required.Add((JsonNode)WireName(property));
        }

        if (required.Count > 0)
            schema["required"] = required;
        schema["properties"] = properties;
        AddRules(schema, type.GetCustomAttributes<ValidationRuleAttribute>());
        return schema;
    }

    private static IEnumerable<PropertyInfo> WireProperties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.CanWrite && !IsOfEveryObject(type, property))
            .OrderBy(property => property.MetadataToken);

    /// <summary>What the API server knows of every object and describes itself.</summary>
    private static bool IsOfEveryObject(Type type, PropertyInfo property) =>
        typeof(IKubernetesObject).IsAssignableFrom(type)
        && property.Name is nameof(IKubernetesObject.ApiVersion) or nameof(IKubernetesObject.Kind) or nameof(IMetadata<V1ObjectMeta>.Metadata);

    private static bool IsRequired(PropertyInfo property) =>
        property.GetCustomAttribute<RequiredMemberAttribute>() is not null;

    private static string WireName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonObject Property(PropertyInfo property, object owner, JsonSerializerOptions serializerOptions)
    {
        var schema = property.GetCustomAttribute<PreserveUnknownFieldsAttribute>() is null
            ? OfType(property.PropertyType, serializerOptions)
            : new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        AddDescription(schema, property.GetCustomAttribute<DescriptionAttribute>(), property.GetCustomAttribute<QuantityRangeAttribute>());
        AddBounds(schema, property);
        if (!IsRequired(property))
            AddDefault(schema, property.GetValue(owner), serializerOptions);
        var rules = property.GetCustomAttributes<ValidationRuleAttribute>();
        AddRules(schema, property.GetCustomAttribute<QuantityRangeAttribute>() is { } range
            ? rules.Append(new ValidationRuleAttribute(range.Rule, range.Message))
            : rules);
        return schema;
    }

    private static JsonObject OfType(Type declared, JsonSerializerOptions serializerOptions)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            _ when type == typeof(long) => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
            _ when type == typeof(double) => new JsonObject { ["type"] = "number", ["format"] = "double" },
            _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            _ when type == typeof(Quantity) => IntOrString(QuantityPattern),
            _ when type.IsEnum => new JsonObject { ["type"] = "string", ["enum"] = EnumNames(type) },
            _ when MapValue(type) is { } value => new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = OfType(value, serializerOptions),
            },
            _ when ListItem(type) is { } item => new JsonObject
            {
                ["type"] = "array",
                ["items"] = OfType(item, serializerOptions),
            },
            _ => Object(type, serializerOptions),
        };
    }

    private static JsonObject IntOrString(string pattern) => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
        ["pattern"] = pattern,
        ["maxLength"] = Quantity.MaxTextLength,
        ["x-kubernetes-int-or-string"] = true,
    };

    private static JsonArray EnumNames(Type type) =>
        new([.. Enum.GetNames(type).Concat(FormerNames(type)).Select(name => (JsonNode)JsonValue.Create(name))]);

    private static IEnumerable<string> FormerNames(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).SelectMany(field => field.GetCustomAttributes<EnumAliasAttribute>()).Select(alias => alias.Name);

    private static Type? MapValue(Type type) => GenericArgument(type, typeof(IReadOnlyDictionary<,>), 1)
        ?? GenericArgument(type, typeof(IDictionary<,>), 1);

    private static Type? ListItem(Type type) => type.IsArray
        ? type.GetElementType()
        : GenericArgument(type, typeof(IEnumerable<>), 0);

    private static Type? GenericArgument(Type type, Type definition, int index) =>
        type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)
            ?.GetGenericArguments()[index];

    private static void AddDescription(JsonObject schema, DescriptionAttribute? description, QuantityRangeAttribute? range = null)
    {
        if (description is not null)
            schema["description"] = range is null ? description.Text : $"{description.Text} From {range.Least} to {range.Most}.";
    }

    private static void AddBounds(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = range.Minimum;
            schema["maximum"] = range.Maximum;
        }

        if (property.GetCustomAttribute<PatternAttribute>() is { } pattern)
            schema["pattern"] = pattern.Expression;
        if (property.GetCustomAttribute<LengthAttribute>() is { } length)
        {
            var unit = (string?)schema["type"] switch { "array" => "Items", "object" => "Properties", _ => "Length" };
            if (length.Minimum > 0)
                schema["min" + unit] = length.Minimum;
            schema["max" + unit] = length.Maximum;
        }

        if (property.GetCustomAttribute<ListMapKeyAttribute>() is { } listMap)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray(listMap.Key);
        }
    }

    /// <summary>An object whose own fields all have defaults gets <c>{}</c>: the API server fills it in from below.</summary>
    private static void AddDefault(JsonObject schema, object? value, JsonSerializerOptions serializerOptions)
    {
        if (value is null or "" or ICollection { Count: 0 })
            return;
        schema["default"] = schema["properties"] is null
            ? JsonSerializer.SerializeToNode(value, value.GetType(), serializerOptions)
            : new JsonObject();
    }

    private static void AddRules(JsonObject schema, IEnumerable<ValidationRuleAttribute> attributes)
    {
        var rules = attributes.OrderBy(rule => rule.Rule, StringComparer.Ordinal).Select(Rule).ToArray();
        if (rules.Length > 0)
            schema["x-kubernetes-validations"] = new JsonArray(rules);
    }

    private static JsonNode Rule(ValidationRuleAttribute attribute)
    {
        var rule = new JsonObject { ["rule"] = attribute.Rule, ["message"] = attribute.Message };
        if (attribute.FieldPath is not null)
            rule["fieldPath"] = attribute.FieldPath;
        return rule;
    }
}
