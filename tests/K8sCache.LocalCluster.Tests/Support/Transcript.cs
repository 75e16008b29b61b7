using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Tests.Support;

/// <summary>A recorded exchange with a real control plane, from <c>shared/k8s-api/transcripts</c> beside the repository.</summary>
internal static class Transcript
{
    public static IReadOnlyList<JsonObject> Load(string name) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".json"))).Items()];

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "k8s-api", "transcripts");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("There is no folder shared/k8s-api beside the repository.");
    }
}
