using K8sCache.Resp;

namespace K8sCache.Serving.Sessions;

/// <summary>Runs one command whose name and number of arguments are checked, and writes exactly one reply.</summary>
public delegate void ServerCommand(IServerSession session, in RespRequest request, RespWriter reply);
