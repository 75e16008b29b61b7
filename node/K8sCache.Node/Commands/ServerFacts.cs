namespace K8sCache.Node.Commands;

/// <summary>What the node says about itself where clients look for a Redis.</summary>
internal static class ServerFacts
{
    /// <summary>The Redis whose behaviour is followed; clients switch features by it.</summary>
    public const string RedisVersion = "7.0.15";

    /// <summary>How many databases SELECT takes.</summary>
    public const int Databases = 1;
}
