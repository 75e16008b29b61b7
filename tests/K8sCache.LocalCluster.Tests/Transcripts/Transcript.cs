using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>A recorded file of <c>shared/k8s-api/transcripts</c>; see the README there for the format.</summary>
internal sealed record Transcript(string Name, IReadOnlyList<TranscriptStep> Steps)
{
    /// <summary>Files whose recorded objects have lost their managedFields, for size.</summary>
    private static readonly string[] WithoutManagedFields = ["04", "06", "07", "08", "09", "13", "14"];

    public bool HasManagedFields => !WithoutManagedFields.Any(number => Name.StartsWith(number, StringComparison.Ordinal));

    public static Transcript Load(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), name + ".json"));
        return new Transcript(name, [.. JsonNode.Parse(text)!.AsArray().Select(step => new TranscriptStep(step!.AsObject()))]);
    }

    /// <summary>The folder lies beside the repository; a worktree may lie deeper, so every ancestor is looked at.</summary>
    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "k8s-api", "transcripts");
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new DirectoryNotFoundException("shared/k8s-api/transcripts is beside none of the folders above the tests");
    }
}
