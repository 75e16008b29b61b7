namespace K8sCache.LocalCluster.Api.Http;

internal enum Shape
{
    Object,
    Table,
    Metadata,
}
