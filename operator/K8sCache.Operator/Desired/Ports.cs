namespace K8sCache.Operator.Desired;

/// <summary>Ports inside the pods. Only the port of the clients' Service is the user's to choose.</summary>
public static class Ports
{
    public const int Resp = 6379;
    public const int Peer = 6380;
    public const int Admin = 9090;
}
