using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class MountPathsTests
{
    private static readonly MountPaths Mounts = new(
        JsonNode.Parse("""
            {"volumeMounts":[
              {"name":"topology","mountPath":"/etc/k8scache"},
              {"name":"tls","mountPath":"/etc/k8scache/tls"},
              {"name":"one","mountPath":"/opt/one.json","subPath":"one.json"},
              {"name":"missing","mountPath":"/missing"}]}
            """)!.AsObject(),
        new Dictionary<string, string> { ["topology"] = "/pods/a/topology", ["tls"] = "/pods/a/tls", ["one"] = "/pods/a/one" });

    [Theory]
    [InlineData("/etc/k8scache/topology.json", "/pods/a/topology/topology.json")]
    [InlineData("--topology=/etc/k8scache/topology.json", "--topology=/pods/a/topology/topology.json")]
    [InlineData("/etc/k8scache", "/pods/a/topology")]
    [InlineData("/etc/k8scache:/etc/k8scache/tls", "/pods/a/topology:/pods/a/tls")]
    [InlineData("/etc/k8scache/tls/tls.crt", "/pods/a/tls/tls.crt")]
    [InlineData("/etc/k8scache2", "/etc/k8scache2")]
    [InlineData("/var/etc/k8scache", "/var/etc/k8scache")]
    [InlineData("http://host/etc/k8scache", "http://host/etc/k8scache")]
    [InlineData("/opt/one.json", "/pods/a/one/one.json")]
    [InlineData("/missing/file", "/missing/file")]
    [InlineData("nothing here", "nothing here")]
    public void Mount_paths_become_the_real_folders(string text, string expected) => Assert.Equal(expected, Mounts.Rewrite(text));

    [Fact]
    public void A_mount_is_found_by_its_exact_path()
    {
        Assert.Equal("/pods/a/tls", Mounts.FolderAt("/etc/k8scache/tls"));
        Assert.Null(Mounts.FolderAt("/etc"));
    }
}
