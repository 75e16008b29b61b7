namespace K8sCache.LocalCluster.Api.Selectors;

public enum LabelOperator
{
    Exists,
    DoesNotExist,
    In,
    NotIn,
    GreaterThan,
    LessThan,
}
