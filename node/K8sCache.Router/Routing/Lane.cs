namespace K8sCache.Router.Routing;

/// <summary>
/// Which of two connections to a node a request takes. A write may wait for the node's peers, seconds when one of them
/// has just died; on one shared connection every read behind it would wait too.
/// </summary>
internal enum Lane
{
    Reads = 0,
    Writes = 1,
}
