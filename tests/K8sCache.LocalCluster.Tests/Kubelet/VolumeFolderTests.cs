using System.Text;
using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class VolumeFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("k8scache-volume-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Content_changes_as_a_whole_through_one_link()
    {
        var volume = new VolumeFolder(Path.Combine(_root.FullName, "v"));
        Assert.True(volume.Write(Files(("a", "1"), ("sub/b", "2"))));
        var first = new FileInfo(Path.Combine(volume.Folder, "..data")).LinkTarget;
        Assert.Equal("1", Read("a"));
        Assert.Equal("2", Read("sub/b"));

        Assert.True(volume.Write(Files(("a", "3"), ("c", "4"))));
        Assert.Equal("3", Read("a"));
        Assert.Equal("4", Read("c"));
        Assert.False(Directory.Exists(Path.Combine(volume.Folder, "sub")));
        Assert.NotEqual(first, new FileInfo(Path.Combine(volume.Folder, "..data")).LinkTarget);
        Assert.False(Directory.Exists(Path.Combine(volume.Folder, first!)));

        string Read(string path) => File.ReadAllText(Path.Combine(volume.Folder, path));
    }

    [Fact]
    public void Equal_content_is_left_alone()
    {
        var volume = new VolumeFolder(Path.Combine(_root.FullName, "v"));
        volume.Write(Files(("a", "1")));
        var link = new FileInfo(Path.Combine(volume.Folder, "..data")).LinkTarget;
        Assert.False(volume.Write(Files(("a", "1"))));
        Assert.Equal(link, new FileInfo(Path.Combine(volume.Folder, "..data")).LinkTarget);
    }

    private static Dictionary<string, byte[]> Files(params (string Path, string Text)[] files) =>
        files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text));
}
