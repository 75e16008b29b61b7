using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Hosting.Options;

/// <summary>Turns an option's text into a value, and says in words which texts it takes.</summary>
public sealed class OptionValueParser<T>(string allowed, OptionValueParser<T>.Parse parse)
{
    public delegate bool Parse(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>A phrase for error messages: <c>a size such as 512MiB, 1MiB to 1TiB</c>.</summary>
    public string Allowed { get; } = allowed;

    public bool TryParse(string text, [MaybeNullWhen(false)] out T value) => parse(text, out value);
}
