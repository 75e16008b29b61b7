namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Error texts as cel-go words them; they reach the user through the API server's Status.</summary>
internal static class CelErrors
{
    /// <summary>An error about a place in the source, with the line and a caret below it.</summary>
    public static CelException At(string source, int offset, string message)
    {
        var lineStart = offset == 0 ? 0 : source.LastIndexOf('\n', Math.Min(offset, source.Length) - 1) + 1;
        var line = source.AsSpan(0, lineStart).Count('\n') + 1;
        var lineEnd = source.IndexOf('\n', lineStart);
        var text = lineEnd < 0 ? source[lineStart..] : source[lineStart..lineEnd];
        var column = offset - lineStart;
        return new CelException($"ERROR: <input>:{line}:{column + 1}: {message}\n | {text}\n | {new string('.', column)}^");
    }

    public static CelException NoSuchOverload(string function) => new($"no such overload: {function}");

    public static CelException NoSuchKey(object? key) => new($"no such key: {key}");

    public static CelException IndexOutOfBounds(long index) => new($"index out of bounds: {index}");

    public static CelException Overflow() => new("integer overflow");
}
