using System.Globalization;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>A field that is a number or a string, such as a port by number or name, or <c>25%</c>.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    private readonly int _number;
    private readonly string? _text;

    public IntOrString(int value) => _number = value;

    public IntOrString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _text = value;
    }

    public bool IsString => _text is not null;

    /// <summary>The number, or null where it is a string.</summary>
    public int? Number => IsString ? null : _number;

    public static implicit operator IntOrString(int value) => new(value);
    public static implicit operator IntOrString(string value) => new(value);

    public static IntOrString FromInt32(int value) => new(value);

    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
