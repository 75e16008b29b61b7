namespace K8sCache.LocalCluster.Api;

/// <summary>One additionalPrinterColumn of a CRD version. Priority 0 is shown always, above only with <c>-o wide</c>.</summary>
public sealed record PrinterColumn(string Name, string Type, string JsonPath, string Format = "", string Description = "", int Priority = 0);
