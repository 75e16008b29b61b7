namespace K8sCache.Testing.Client;

/// <summary>An error reply where there was nothing to do but throw; the message is the reply's.</summary>
public sealed class RespErrorException(string message) : Exception(message);
