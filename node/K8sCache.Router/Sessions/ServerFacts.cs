namespace K8sCache.Router.Sessions;

/// <summary>What the router says about itself where clients look for a Redis.</summary>
internal static class ServerFacts
{
    /// <summary>The Redis whose behaviour is followed; clients switch features by it.</summary>
    public const string RedisVersion = "7.0.15";
}
