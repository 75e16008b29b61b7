namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>The images, built by the script of <c>make images</c>.</summary>
public sealed class BuiltImages : IAsyncLifetime
{
    public const string Tag = "end-to-end";

    public const string NeedsRoot = "entering a root file system needs root";

    /// <summary>With packages fetched from Debian.</summary>
    private static readonly TimeSpan BuiltWithin = TimeSpan.FromMinutes(5);

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        _ = (await Shell.RunAsync(
            Path.Combine(Workspace.Root, "scripts/images.sh"), [],
            environment: new Dictionary<string, string> { ["TAG"] = Tag }, deadline: BuiltWithin)).Text;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
