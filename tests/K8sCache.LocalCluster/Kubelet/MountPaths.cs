using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// What stands for a container's file system: each mount path and the folder of this machine it means. A process cannot have mounts
/// of its own without privileges, so where a command, argument or environment value names a mount path, the real folder is put in
/// its place.
/// </summary>
internal sealed class MountPaths
{
    private readonly List<(string MountPath, string Folder)> _mounts = [];

    public MountPaths(JsonObject container, IReadOnlyDictionary<string, string> folderByVolume)
    {
        foreach (var mount in container.Items("volumeMounts"))
        {
            var path = (mount.Text("mountPath") ?? "").TrimEnd('/');
            if (path.Length > 0 && folderByVolume.TryGetValue(mount.Text("name") ?? "", out var folder))
                _mounts.Add((path, Path.Combine(folder, mount.Text("subPath") ?? "").TrimEnd('/')));
        }

        // A mount inside another one wins.
        _mounts.Sort((left, right) => right.MountPath.Length - left.MountPath.Length);
    }

    /// <summary>The folder mounted exactly there.</summary>
    public string? FolderAt(string mountPath) => _mounts.Find(mount => mount.MountPath == mountPath).Folder;

    public void Add(string mountPath, string folder) => _mounts.Add((mountPath, folder));

    /// <summary>Replaces every mount path that occurs in the text as a whole path or as the beginning of one.</summary>
    public string Rewrite(string text)
    {
        for (var start = text.IndexOf('/'); start >= 0; start = start < text.Length ? text.IndexOf('/', start) : -1)
        {
            var mount = StartsPath(text, start) ? _mounts.Find(candidate => Occurs(candidate.MountPath, text, start)) : default;
            if (mount.MountPath is null)
            {
                start++;
                continue;
            }

            text = string.Concat(text.AsSpan(0, start), mount.Folder, text.AsSpan(start + mount.MountPath.Length));
            start += mount.Folder.Length;
        }

        return text;
    }

    private static bool Occurs(string mountPath, string text, int start)
    {
        var end = start + mountPath.Length;
        return string.CompareOrdinal(text, start, mountPath, 0, mountPath.Length) == 0
            && (end == text.Length || text[end] == '/' || !IsPathCharacter(text[end]));
    }

    private static bool StartsPath(string text, int start) => start == 0 || (!IsPathCharacter(text[start - 1]) && text[start - 1] != '/');

    private static bool IsPathCharacter(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.';
}
