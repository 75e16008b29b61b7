namespace K8sCache.Fuzz;

/// <summary>Assertions that also hold in release builds.</summary>
internal static class Ensure
{
    public static void That(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException(what);
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{what}: expected {expected}, got {actual}");
    }
}
