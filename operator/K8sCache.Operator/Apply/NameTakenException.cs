namespace K8sCache.Operator.Apply;

/// <summary>
/// An object with a name we need came to be between the look at the names and the write. Tried again until the name is free.
/// </summary>
public sealed class NameTakenException : Exception
{
    public NameTakenException(string message) : base(message)
    {
    }

    public NameTakenException(string message, Exception inner) : base(message, inner)
    {
    }

    public NameTakenException()
    {
    }
}
