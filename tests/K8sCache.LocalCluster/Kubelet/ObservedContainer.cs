using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>A container of a pod's spec and the state it is in.</summary>
internal readonly record struct ObservedContainer(JsonObject Container, ContainerState State);
