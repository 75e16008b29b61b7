namespace K8sCache.Serving;

/// <summary>What our servers say about themselves where clients look for a Redis.</summary>
public static class RedisFacts
{
    /// <summary>The Redis whose behaviour is followed; clients switch features by it.</summary>
    public const string Version = "7.0.15";

    /// <summary>How many databases SELECT takes: several would share slots and memory anyway.</summary>
    public const int Databases = 1;
}
