namespace K8sCache.LocalCluster.Schema.Cel;

internal enum CelTokenKind
{
    End,
    Identifier,
    Literal,
    Operator,
}
