namespace K8sCache.Kubernetes.Configuration;

/// <summary>The configuration of the API client can't be used; the message names file and entry.</summary>
public sealed class KubernetesConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
