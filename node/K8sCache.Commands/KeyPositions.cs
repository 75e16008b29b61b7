using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>
/// Which arguments are keys: from <see cref="First"/> to <see cref="Last"/> (negative: counted from the end, -1 the last
/// argument), every <see cref="Step"/>th, none where First is 0; and those behind a count of keys, if there is one.
/// </summary>
public readonly record struct KeyPositions(int First, int Last, int Step)
{
    public static KeyPositions None => default;

    /// <summary>Index of the argument that says how many keys stand behind it; 0 = there is none.</summary>
    public int CountAt { get; init; }

    public bool Any => First > 0 || CountAt > 0;

    /// <summary>Keys only behind a count of them, such as ZUNION's: 1 for the argument after the name.</summary>
    public static KeyPositions Counted(int countAt) => new() { CountAt = countAt };

    /// <summary>Index of the last argument that may be a key in a request of that many arguments; a counted key apart.</summary>
    public int LastIn(int argumentCount) => Last >= 0 ? Math.Min(Last, argumentCount - 1) : argumentCount + Last;

    /// <summary>Number of keys in a request of that many arguments, counted ones apart.</summary>
    public int CountIn(int argumentCount) => First > 0 ? Math.Max(0, ((LastIn(argumentCount) - First) / Step) + 1) : 0;

    /// <summary>
    /// The indexes of all keys of a request, none at all where its count of keys is no number or more than there are:
    /// running the command says so.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="skip">Arguments in front of the command's name.</param>
    public KeyIndexes In(in RespRequest request, int skip = 0)
    {
        var argumentCount = request.Count - skip;
        var last = First > 0 ? LastIn(argumentCount) : -1;
        if (CountAt == 0)
            return new KeyIndexes(First + skip, last + skip, Step, 0, -1);
        if (CountAt >= argumentCount || !RespNumber.TryParse(request[CountAt + skip], out var count)
            || count < 1 || count > argumentCount - CountAt - 1)
        {
            return default;
        }

        return new KeyIndexes(First + skip, last + skip, Step, CountAt + skip + 1, CountAt + skip + (int)count);
    }
}
