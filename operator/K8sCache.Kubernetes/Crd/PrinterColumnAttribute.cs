namespace K8sCache.Kubernetes.Crd;

/// <summary>A column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(int order, string name, string type, string jsonPath) : Attribute
{
    /// <summary>Place among the columns: reflection does not promise to keep the order of attributes.</summary>
    public int Order { get; } = order;

    public string Name { get; } = name;

    /// <summary>One of <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c>.</summary>
    public string Type { get; } = type;

    public string JsonPath { get; } = jsonPath;

    public string? Description { get; init; }

    /// <summary>Shows the column with <c>-o wide</c> only.</summary>
    public bool Wide { get; init; }
}
