using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>Named ports of containers.</summary>
internal static class ContainerPorts
{
    public static int? Find(JsonObject container, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : container.Items("ports").FirstOrDefault(port => port.Text("name") == name).Count("containerPort");
}
