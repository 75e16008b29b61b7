using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace K8sCache.Hosting.Options;

/// <summary>The value kinds our programs take.</summary>
public static class OptionParsers
{
    /// <summary>Longest text any option takes, in characters.</summary>
    public const int MaxTextLength = 4096;

    public static OptionValueParser<int> Int(int min, int max) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number, {min} to {max}"),
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= min && value <= max);

    /// <summary>A TCP port; 0 lets the system choose one.</summary>
    public static OptionValueParser<int> Port { get; } = new("a port, 0 to 65535", Int(0, 65535).TryParse);

    public static OptionValueParser<double> Number(double min, double max) => new(
        string.Create(CultureInfo.InvariantCulture, $"a number, {min} to {max}"),
        (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && value >= min && value <= max);

    /// <summary>Bytes, with Kubernetes' and Redis' suffixes (<c>1Gi</c>, <c>512MiB</c>, <c>100mb</c>).</summary>
    public static OptionValueParser<long> ByteSize(long min, long max) => new(
        $"a size such as 512MiB, {Options.ByteSize.Format(min)} to {Options.ByteSize.Format(max)}",
        (string text, out long value) =>
            Options.ByteSize.TryParse(text, out value) && value >= min && value <= max);

    /// <summary>A duration: <c>250ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>.</summary>
    public static OptionValueParser<TimeSpan> Duration(TimeSpan min, TimeSpan max) => new(
        $"a duration such as 250ms, 2s or 5m, {Durations.Format(min)} to {Durations.Format(max)}",
        (string text, out TimeSpan value) =>
            Durations.TryParse(text, out value) && value >= min && value <= max);

    public static OptionValueParser<string> Text(string allowed, int maxLength = MaxTextLength) => new(
        allowed,
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return text.Length > 0 && text.Length <= maxLength;
        });

    /// <summary>A path; whether it exists is the program's to check, since files may come later.</summary>
    public static OptionValueParser<string> FilePath { get; } = new("a file's path", Text("").TryParse);

    public static OptionValueParser<string> ExistingFile { get; } = new(
        "the path of an existing file",
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return File.Exists(text);
        });

    public static OptionValueParser<IPAddress> Address { get; } = new(
        "an IP address such as 0.0.0.0 or ::1",
        (string text, [MaybeNullWhen(false)] out IPAddress value) => IPAddress.TryParse(text, out value));

    public static OptionValueParser<bool> Bool { get; } = new(
        "true or false",
        (string text, out bool value) => bool.TryParse(text, out value));

    public static OptionValueParser<TEnum> Choice<TEnum>() where TEnum : struct, Enum => new(
        "one of " + string.Join(", ", Enum.GetNames<TEnum>()),
        (string text, out TEnum value) =>
            Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]));
}
