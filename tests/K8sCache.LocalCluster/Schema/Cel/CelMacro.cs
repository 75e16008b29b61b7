namespace K8sCache.LocalCluster.Schema.Cel;

internal enum CelMacro
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    OptMap,
    OptFlatMap,
}
