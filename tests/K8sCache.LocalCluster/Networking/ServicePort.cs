namespace K8sCache.LocalCluster.Networking;

/// <summary>One TCP port of a Service, by the Service and the port's name.</summary>
internal readonly record struct ServicePort(string Namespace, string Service, string Port);
