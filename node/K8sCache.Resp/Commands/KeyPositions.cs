namespace K8sCache.Resp.Commands;

/// <summary>
/// Which arguments are keys: from <see cref="First"/> to <see cref="Last"/> (negative: counted from the end, -1 the last
/// argument), every <see cref="Step"/>th. First 0 means none.
/// </summary>
public readonly record struct KeyPositions(int First, int Last, int Step)
{
    public static KeyPositions None => default;

    public bool Any => First > 0;

    /// <summary>Index of the last argument that may be a key in a request of that many arguments.</summary>
    public int LastIn(int argumentCount) => Last >= 0 ? Math.Min(Last, argumentCount - 1) : argumentCount + Last;

    /// <summary>Number of keys in a request of that many arguments.</summary>
    public int CountIn(int argumentCount) => Any ? Math.Max(0, ((LastIn(argumentCount) - First) / Step) + 1) : 0;
}
