namespace K8sCache.Node.Sessions;

/// <summary>What makes a session's next command more than its handler; none for nearly all sessions, nearly always.</summary>
[Flags]
internal enum SessionModes
{
    None = 0,

    /// <summary>A password is asked for and was not given.</summary>
    Unauthenticated = 1 << 0,

    /// <summary>Between MULTI and EXEC.</summary>
    Queueing = 1 << 1,

    /// <summary>CLIENT REPLY OFF.</summary>
    ReplyOff = 1 << 2,

    /// <summary>CLIENT REPLY SKIP was the last command: the next one's reply is left out.</summary>
    SkipNext = 1 << 3,

    /// <summary>The running command's reply is left out.</summary>
    Skipping = 1 << 4,

    /// <summary>CLIENT PAUSE: what may not be run yet is left unparsed.</summary>
    Paused = 1 << 6,

    /// <summary>CLIENT TRACKING remembers the keys it reads.</summary>
    Tracking = 1 << 5,
}
