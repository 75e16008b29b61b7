namespace K8sCache.Serving.Sessions;

/// <summary>Why a session reads no more for now; it reads again when none is left.</summary>
[Flags]
public enum Halts
{
    None = 0,

    /// <summary>Too much of what it sent is not answered.</summary>
    Unanswered = 1 << 0,

    /// <summary>It is the others' turn.</summary>
    Turn = 1 << 1,

    /// <summary>CLIENT PAUSE holds its next request.</summary>
    Paused = 1 << 2,
}
