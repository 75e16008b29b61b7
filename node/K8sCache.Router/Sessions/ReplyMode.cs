namespace K8sCache.Router.Sessions;

/// <summary>Which replies a client wants, as CLIENT REPLY sets it.</summary>
internal enum ReplyMode
{
    On,
    Off,

    /// <summary>The reply of the next command is left out.</summary>
    SkipNext,

    /// <summary>The reply of the command that runs is left out.</summary>
    Skipping,
}
