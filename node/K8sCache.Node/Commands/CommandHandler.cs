using K8sCache.Node.Sessions;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>Runs one command whose name and number of arguments are checked, and writes exactly one reply.</summary>
internal delegate void CommandHandler(ClientSession session, in RespRequest request);
