using K8sCache.Resp;
using K8sCache.Transport;

namespace K8sCache.Serving.Clients;

/// <summary>What a server keeps of a client's connection, as the commands about the connection itself see it.</summary>
public interface IClientState
{
    long Id { get; }

    Connection Connection { get; }

    /// <summary>As CLIENT SETNAME or HELLO gave it; empty without one.</summary>
    string Name { get; set; }

    RespVersion Version { get; set; }

    Password Password { get; }

    bool IsAuthenticated { get; }

    /// <summary>Whether it is a node of a cluster that clients may ask for its layout.</summary>
    bool IsCluster => false;

    void Authenticate();
}
