using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class ImageCatalogTests
{
    private static readonly ImageCatalog Catalog = new(new Dictionary<string, IReadOnlyList<string>>
    {
        ["k8scache-node"] = ["/out/node", "/out/router"],
        ["registry.example:5000/special"] = ["/out/special"],
    });

    [Theory]
    [InlineData("k8scache-node", "/out/node")]
    [InlineData("k8scache-node:1.0", "/out/node")]
    [InlineData("registry.example/k8scache/k8scache-node:1.0", "/out/node")]
    [InlineData("localhost:5000/k8scache-node@sha256:abc", "/out/node")]
    [InlineData("registry.example:5000/special:2", "/out/special")]
    public void An_image_is_found_without_its_tag_and_by_its_last_part(string image, string folder) =>
        Assert.Equal(folder, Catalog.Find(image)?.Folders[0]);

    [Fact]
    public void An_unknown_image_is_not_found() => Assert.Null(Catalog.Find("nope/k8scache-node-x:1"));
}
