using System.Text;
using System.Threading.Channels;
using K8sCache.Hosting.Files;

namespace K8sCache.Hosting.Tests.Files;

public sealed class WatchedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8scache-watched-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_swapped_symlink_is_a_change_as_in_a_mounted_ConfigMap()
    {
        var token = TestContext.Current.CancellationToken;
        WriteVersion("v1", "one");
        Swap("v1");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "topology.json"), "..data/topology.json");
        var seen = Channel.CreateUnbounded<string>();
        await using var watched = new WatchedFile(Path.Combine(_folder.FullName, "topology.json"),
            TimeSpan.FromMilliseconds(10), TimeProvider.System,
            content => seen.Writer.TryWrite(Encoding.UTF8.GetString(content)), error => seen.Writer.Complete(error));
        Assert.Equal("one", await seen.Reader.ReadAsync(token));
        WriteVersion("v2", "two");
        Swap("v2");
        Assert.Equal("two", await seen.Reader.ReadAsync(token));
    }

    [Fact]
    public async Task A_file_that_comes_later_is_read_then()
    {
        var path = Path.Combine(_folder.FullName, "late.json");
        var seen = Channel.CreateUnbounded<string>();
        await using var watched = new WatchedFile(path, TimeSpan.FromMilliseconds(10), TimeProvider.System,
            content => seen.Writer.TryWrite(Encoding.UTF8.GetString(content)), error => seen.Writer.Complete(error));
        Assert.False(seen.Reader.TryRead(out _));
        var whole = path + ".new";
        await File.WriteAllTextAsync(whole, "here", TestContext.Current.CancellationToken);
        File.Move(whole, path);
        Assert.Equal("here", await seen.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private void WriteVersion(string version, string content)
    {
        var folder = _folder.CreateSubdirectory(version);
        File.WriteAllText(Path.Combine(folder.FullName, "topology.json"), content);
    }

    private void Swap(string version)
    {
        // The kubelet renames over it; .NET has no rename of a link to a folder, so here it is missing for a moment.
        var link = Path.Combine(_folder.FullName, "..data");
        File.Delete(link);
        File.CreateSymbolicLink(link, version);
    }
}
