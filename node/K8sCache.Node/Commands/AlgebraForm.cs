namespace K8sCache.Node.Commands;

/// <summary>One of the commands that make one sorted set of several.</summary>
/// <param name="Name">Its name, as errors spell it.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Stores">Whether the first argument is the key of the result.</param>
/// <param name="Counts">Whether only the number of members is wanted.</param>
internal sealed record AlgebraForm(string Name, SetOperation Operation, bool Stores = false, bool Counts = false)
{
    public bool TakesWeights => Operation != SetOperation.Difference && !Counts;

    public bool TakesWithScores => !Stores && !Counts;

    public bool TakesLimit => Counts;

    /// <summary>Index of the argument that says how many keys follow.</summary>
    public int CountAt => Stores ? 2 : 1;
}
