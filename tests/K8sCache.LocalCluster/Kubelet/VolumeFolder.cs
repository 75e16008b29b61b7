namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Writes the files of a ConfigMap, Secret, downward API or projected volume as the kubelet's atomic writer does: the files live in
/// a timestamped folder, <c>..data</c> is a link to it that is replaced by one rename, and each visible name links through
/// <c>..data</c>. A reader sees all of the old content or all of the new.
/// </summary>
internal sealed class VolumeFolder(string folder)
{
    private const string DataLink = "..data";
    private const string NewDataLink = "..data_tmp";

    private int _version;

    public string Folder => folder;

    /// <summary>Makes the content exactly these files (path within the volume, bytes); false when it already was.</summary>
    public bool Write(IReadOnlyDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(folder);
        var data = Path.Combine(folder, DataLink);
        var old = Directory.Exists(data) ? new DirectoryInfo(data).LinkTarget : null;
        if (old is not null && HasExactly(data, files))
            return false;

        var name = NextName();
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        Directory.CreateDirectory(Path.Combine(folder, name));
        var link = Path.Combine(folder, NewDataLink);
        File.Delete(link);
        File.CreateSymbolicLink(link, name);
        // Readers never see a moment without content.
        NativeFile.Replace(link, data);
        LinkVisibleNames(files.Keys.Select(path => path.Split('/')[0]).ToHashSet(StringComparer.Ordinal));
        if (old is not null)
            Directory.Delete(Path.Combine(folder, old), recursive: true);
        return true;
    }

    private string NextName()
    {
        string name;
        do
            name = $"..{++_version:0000000}";
        while (Directory.Exists(Path.Combine(folder, name)));
        return name;
    }

    private void LinkVisibleNames(HashSet<string> names)
    {
        foreach (var entry in Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)!))
        {
            if (!entry.StartsWith("..", StringComparison.Ordinal) && !names.Contains(entry))
                File.Delete(Path.Combine(folder, entry));
        }

        foreach (var name in names)
        {
            var link = Path.Combine(folder, name);
            if (new FileInfo(link).LinkTarget is null)
                File.CreateSymbolicLink(link, Path.Combine(DataLink, name));
        }
    }

    private static bool HasExactly(string data, IReadOnlyDictionary<string, byte[]> files)
    {
        var present = Directory.GetFiles(data, "*", SearchOption.AllDirectories);
        return present.Length == files.Count
            && files.All(file => File.Exists(Path.Combine(data, file.Key))
                && File.ReadAllBytes(Path.Combine(data, file.Key)).AsSpan().SequenceEqual(file.Value));
    }
}
