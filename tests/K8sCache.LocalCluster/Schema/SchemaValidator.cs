using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// Checks a value against a structural schema, in the words of the API server's OpenAPI validator. With an old value it
/// ratchets: what is unchanged is not reported (KEP-4008).
/// </summary>
internal sealed class SchemaValidator
{
    private readonly List<StatusCause> _causes = [];

    private SchemaValidator()
    {
    }

    public static List<StatusCause> Validate(JsonObject value, JsonObject? oldValue, StructuralSchema schema)
    {
        var validator = new SchemaValidator();
        validator.Check(value, oldValue, schema, "");
        return validator._causes;
    }

    /// <summary>A value on its own, such as a default; paths in texts start at <paramref name="path"/>.</summary>
    public static List<StatusCause> ValidateNode(JsonNode? value, StructuralSchema schema, string path)
    {
        var validator = new SchemaValidator();
        validator.Check(value, null, schema, path);
        return validator._causes;
    }

    private void Check(JsonNode? value, JsonNode? oldValue, StructuralSchema schema, string path)
    {
        if (oldValue is not null && JsonNode.DeepEquals(value, oldValue)) return;
        if (value is null && schema.Nullable) return;
        if (!CheckType(value, schema, path)) return;
        var limits = schema.Limits;
        if (limits.Enum.Count > 0 && !limits.Enum.Any(allowed => JsonNode.DeepEquals(allowed, value)))
            _causes.Add(NotInEnum(value, limits.Enum, path));
        switch (value)
        {
            case JsonObject json:
                CheckObject(json, oldValue as JsonObject, schema, path);
                break;
            case JsonArray array:
                CheckArray(array, oldValue as JsonArray, schema, path);
                break;
            default:
                CheckScalar(JsonScalars.Read(value), schema, path);
                break;
        }

        CheckCombinations(value, limits, path);
    }

    private bool CheckType(JsonNode? value, StructuralSchema schema, string path)
    {
        var actual = JsonScalars.TypeName(value);
        if (schema.IntOrString)
        {
            if (actual is "integer" or "string") return true;
            AddTypeError(path, "integer,string", actual);
            return false;
        }

        if (schema.Type.Length == 0 || schema.Type == actual || (schema.Type == "number" && actual == "integer")) return true;
        if (schema.Type == "integer" && JsonScalars.Read(value) is double number)
        {
            if (number == Math.Floor(number) && Math.Abs(number) <= WholeNumbers.MostExact) return true;
            AddTypeError(path, schema.Format.Length == 0 ? "integer" : schema.Format, "float64");
            if (schema.Format.Length > 0) AddFormatError(schema, path);
            return false;
        }

        AddTypeError(path, schema.Type, actual);
        return false;
    }

    private void AddTypeError(string path, string expected, string shown) => _causes.Add(new StatusCause(
        "FieldValueTypeInvalid", $"Invalid value: \"{shown}\": {path} in body must be of type {expected}: \"{shown}\"", path));

    private void CheckObject(JsonObject json, JsonObject? oldJson, StructuralSchema schema, string path)
    {
        foreach (var name in schema.Required.Where(name => !json.ContainsKey(name)))
            _causes.Add(FieldErrors.Required(Child(path, name)));
        CheckCount(json.Count, schema.Limits.MinProperties, schema.Limits.MaxProperties, path, "properties");
        foreach (var (name, value) in json.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var property = schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties;
            if (property is not null) Check(value, oldJson?[name], property, Child(path, name));
        }
    }

    private void CheckArray(JsonArray array, JsonArray? oldArray, StructuralSchema schema, string path)
    {
        CheckCount(array.Count, schema.Limits.MinItems, schema.Limits.MaxItems, path, "items");
        if (schema.Items is null) return;
        for (var i = 0; i < array.Count; i++)
            Check(array[i], ListKeys.FindPartner(array[i], oldArray, schema), schema.Items, $"{path}[{i}]");
        _causes.AddRange(ListKeys.Duplicates(array, schema, path));
    }

    private void CheckCount(int count, long? minimum, long? maximum, string path, string what)
    {
        if (count < minimum) AddLimit(path, count, $"should have at least {minimum} {what}");
        if (count > maximum)
        {
            _causes.Add(new StatusCause(
                "FieldValueTooMany", $"Too many: {count}: must have at most {maximum} {what}", path));
        }
    }

    private void CheckScalar(object? value, StructuralSchema schema, string path)
    {
        switch (value)
        {
            case string text:
                CheckText(text, schema, path);
                break;
            case long or double:
                if (schema.Format == "int32" && value is long and (< int.MinValue or > int.MaxValue)) AddFormatError(schema, path);
                CheckNumber(value, schema.Limits, path);
                break;
        }
    }

    private void CheckText(string text, StructuralSchema schema, string path)
    {
        var limits = schema.Limits;
        var length = text.EnumerateRunes().Count();
        if (length > limits.MaxLength) _causes.Add(FieldErrors.TooLong(path, (int)limits.MaxLength));
        if (length < limits.MinLength) AddLimit(path, text, $"should be at least {limits.MinLength} chars long");
        if (limits.Pattern is { } pattern && !SchemaPatterns.IsMatch(text, pattern)) AddLimit(path, text, $"should match '{pattern}'");
        if (!SchemaFormats.IsValid(schema.Format, text))
        {
            _causes.Add(new StatusCause(
                "FieldValueTypeInvalid",
                $"Invalid value: {Show(text)}: {path} in body must be of type {schema.Format}: {Show(text)}",
                path));
        }
    }

    private void CheckNumber(object value, ValueLimits limits, string path)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (limits.Minimum is { } minimum && (limits.ExclusiveMinimum ? number <= minimum : number < minimum))
            AddLimit(path, value, $"should be greater than{(limits.ExclusiveMinimum ? "" : " or equal to")} {Show(minimum)}");
        if (limits.Maximum is { } maximum && (limits.ExclusiveMaximum ? number >= maximum : number > maximum))
            AddLimit(path, value, $"should be less than{(limits.ExclusiveMaximum ? "" : " or equal to")} {Show(maximum)}");
        if (limits.MultipleOf is { } factor && Math.Abs(Math.IEEERemainder(number, factor)) > 1e-9)
            AddLimit(path, value, $"should be a multiple of {Show(factor)}");
    }

    private void AddFormatError(StructuralSchema schema, string path) => _causes.Add(new StatusCause(
        "FieldValueInvalid", $"Invalid value: \"\": Checked value must be of type integer with format {schema.Format} in {path}", "<nil>"));

    private void AddLimit(string path, object value, string requirement) =>
        _causes.Add(FieldErrors.Invalid(path, Show(value), $"{path} in body {requirement}"));

    private void CheckCombinations(JsonNode? value, ValueLimits limits, string path)
    {
        foreach (var schema in limits.AllOf) Check(value, null, schema, path);
        if (limits.AnyOf.Count > 0 && !limits.AnyOf.Any(schema => IsValid(value, schema)))
            AddCombination($"\"{path}\" must validate at least one schema (anyOf)");
        if (limits.OneOf.Count > 0 && limits.OneOf.Count(schema => IsValid(value, schema)) is var valid and not 1)
        {
            var found = valid == 0 ? "none" : valid.ToString(CultureInfo.InvariantCulture);
            AddCombination($"\"{path}\" must validate one and only one schema (oneOf). Found {found} valid");
        }

        if (limits.Not is { } not && IsValid(value, not)) AddCombination($"\"{path}\" must not validate the schema (not)");
    }

    private void AddCombination(string text) =>
        _causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: \"\": {text}", "<nil>"));

    private static bool IsValid(JsonNode? value, StructuralSchema schema) => ValidateNode(value, schema, "").Count == 0;

    private static StatusCause NotInEnum(JsonNode? value, IReadOnlyList<JsonNode?> allowed, string path) => new(
        "FieldValueNotSupported",
        $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", allowed.Select(node => "\"" + node + "\""))}",
        path);

    private static string Show(JsonNode? node) => JsonScalars.Read(node) is { } scalar ? Show(scalar) : "null";

    /// <summary>As Go's field errors print a value: strings quoted, numbers bare.</summary>
    internal static string Show(object value) => value switch
    {
        string text => FieldErrors.Quote(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => value.ToString() ?? "",
    };

    private static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
