namespace K8sCache.Resp;

/// <summary>The protocol a connection speaks, as asked for by <c>HELLO</c>.</summary>
public enum RespVersion
{
    Resp2 = 2,
    Resp3 = 3,
}
