using System.Text;

namespace K8sCache.LocalCluster;

/// <summary>The file that tells kubectl and helm where the cluster is and who they are.</summary>
internal static class KubeconfigFileWriter
{
    public static string Render(Uri server, string authorityPem, string token) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: k8scache-local
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem))}
        users:
        - name: admin
          user:
            token: {token}
        contexts:
        - name: k8scache-local
          context:
            cluster: k8scache-local
            user: admin
            namespace: default
        current-context: k8scache-local

        """;

    /// <summary>Writes it whole, readable by its owner only: whoever reads the file early must not see half of it.</summary>
    public static void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = file + ".tmp";
        File.WriteAllText(draft, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(draft, file, overwrite: true);
    }
}
