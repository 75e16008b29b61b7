using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>A recorded conversation with a real API server.</summary>
internal sealed class Transcript
{
    private readonly JsonArray _steps;

    private Transcript(JsonArray steps) => _steps = steps;

    /// <param name="name">File name without extension, <c>06-watch</c>.</param>
    public static Transcript Load(string name)
    {
        var path = Path.Combine(FindShared(), "k8s-api", "transcripts", name + ".json");
        return new Transcript(JsonNode.Parse(File.ReadAllText(path))!.AsArray());
    }

    /// <summary>The recorded exchange of a number, counted from 1 as in the file.</summary>
    public TranscriptStep Step(int number) =>
        _steps[number - 1].Deserialize<TranscriptStep>(TestTypes.Json.Options)!;

    public IEnumerable<TranscriptStep> Steps => Enumerable.Range(1, _steps.Count).Select(Step);

    /// <summary>The recordings lie beside the repository, or beside its main working copy.</summary>
    private static string FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "k8s-api")))
                return shared;
        }
        throw new DirectoryNotFoundException("No folder ../shared/k8s-api beside the repository.");
    }
}
