namespace K8sCache.LocalCluster.Api;

/// <summary>Causes of an <c>Invalid</c> Status in the words of the API server's field errors.</summary>
public static class FieldErrors
{
    /// <param name="field">Path such as <c>spec.replicas</c>.</param>
    /// <param name="value">The value as the message shows it: JSON for objects, quoted for strings, bare for numbers.</param>
    /// <param name="detail">What is wrong with it.</param>
    public static StatusCause Invalid(string field, string value, string detail) =>
        new("FieldValueInvalid", $"Invalid value: {value}: {detail}", field);

    public static StatusCause InvalidString(string field, string value, string detail) =>
        Invalid(field, Quote(value), detail);

    public static StatusCause Required(string field, string detail = "") =>
        new("FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}", field);

    public static StatusCause Forbidden(string field, string detail) =>
        new("FieldValueForbidden", $"Forbidden: {detail}", field);

    public static StatusCause Duplicate(string field, string value) =>
        new("FieldValueDuplicate", $"Duplicate value: {value}", field);

    public static StatusCause NotSupported(string field, string value, params IEnumerable<string> supported) =>
        new("FieldValueNotSupported", $"Unsupported value: {Quote(value)}: supported values: {string.Join(", ", supported.Select(Quote))}", field);

    public static StatusCause TooLong(string field, int maximum) =>
        new("FieldValueTooLong", $"Too long: may not be more than {maximum} bytes", field);

    /// <summary>Go's %q for the strings that occur here.</summary>
    public static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
}
