namespace K8sCache.LocalCluster.Kubelet;

/// <summary>What stands for an image registry: image names and the program folders they mean.</summary>
internal sealed class ImageCatalog(IReadOnlyDictionary<string, IReadOnlyList<string>> foldersByImage)
{
    /// <summary>
    /// Finds an image by its whole name, without its tag or digest, or by the last part of its path, so that
    /// <c>registry.example/k8scache/k8scache-node:1.0</c> is found under <c>k8scache-node</c>.
    /// </summary>
    public ProgramImage? Find(string image)
    {
        foreach (var name in NamesOf(image))
        {
            if (foldersByImage.TryGetValue(name, out var folders))
                return new ProgramImage(name, folders);
        }

        return null;
    }

    private static IEnumerable<string> NamesOf(string image)
    {
        yield return image;
        var repository = image.Split('@')[0];
        var slash = repository.LastIndexOf('/');
        // A colon before the last slash belongs to the registry's port, not to a tag.
        var colon = repository.IndexOf(':', slash + 1);
        if (colon >= 0)
            repository = repository[..colon];
        yield return repository;
        yield return repository[(slash + 1)..];
    }
}
