namespace K8sCache.Serving.Clients;

/// <summary>What CLIENT LIST tells of a connection's state at the moment.</summary>
public sealed record ClientFacts
{
    public static ClientFacts None { get; } = new();

    /// <summary>A letter each, as Redis has them; <c>N</c> for none.</summary>
    public string Flags { get; init; } = "N";

    /// <summary>Commands queued since MULTI; -1 outside of it.</summary>
    public int Queued { get; init; } = -1;

    public long QueuedBytes { get; init; }

    /// <summary>Bytes of replies that are not read.</summary>
    public long OutputBytes { get; init; }

    /// <summary>Whom the client's tracking messages go to: 0 itself, -1 nobody.</summary>
    public long Redirect { get; init; } = -1;
}
