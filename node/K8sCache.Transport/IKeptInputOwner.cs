namespace K8sCache.Transport;

/// <summary>Whose <see cref="KeptInput"/> it is: hears how the others on its loop bear on it.</summary>
internal interface IKeptInputOwner
{
    /// <summary>Nothing is received though the peer may send: its handler wants it so.</summary>
    bool IsPaused { get; }

    /// <summary>There is room again for what it waits to receive.</summary>
    void OnInputRoom();

    /// <summary>Others wait for the memory of a request of which nothing came for long: it is to end.</summary>
    void OnInputStalled(Exception problem);
}
