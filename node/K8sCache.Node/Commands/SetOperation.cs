namespace K8sCache.Node.Commands;

/// <summary>How several sorted sets become one.</summary>
internal enum SetOperation
{
    Union,
    Intersection,
    Difference,
}
