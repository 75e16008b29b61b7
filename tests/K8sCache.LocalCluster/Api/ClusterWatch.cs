using System.Threading.Channels;

namespace K8sCache.LocalCluster.Api;

/// <summary>An open watch. <see cref="InitialCount"/> tells how many of the first events are the objects that were there.</summary>
public sealed record ClusterWatch(ChannelReader<WatchEvent> Events, int InitialCount);
