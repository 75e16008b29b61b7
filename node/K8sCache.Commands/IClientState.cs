using System.Net;
using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>What a server keeps of a client's connection, as the commands about the connection itself see it.</summary>
public interface IClientState
{
    long Id { get; }

    /// <summary>Null once the connection is gone, unless somebody asked before.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Null once the connection is gone.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>As CLIENT SETNAME or HELLO gave it; empty without one.</summary>
    string Name { get; set; }

    RespVersion Version { get; set; }

    Password Password { get; }

    bool IsAuthenticated { get; }

    /// <summary>Whether it is a node of a cluster that clients may ask for its layout.</summary>
    bool IsCluster => false;

    void Authenticate();
}
