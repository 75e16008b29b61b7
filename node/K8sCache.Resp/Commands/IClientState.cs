namespace K8sCache.Resp.Commands;

/// <summary>What a server keeps of a client's connection, as the commands about the connection itself see it.</summary>
public interface IClientState
{
    long Id { get; }

    /// <summary>As CLIENT SETNAME or HELLO gave it; empty without one.</summary>
    string Name { get; set; }

    RespVersion Version { get; set; }

    Password Password { get; }

    bool IsAuthenticated { get; }

    void Authenticate();
}
