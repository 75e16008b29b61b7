using k8s;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Configuration.Kubeconfig;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_context_names_server_user_and_namespace()
    {
        var configuration = Load("""
            apiVersion: v1
            kind: Config
            current-context: there
            clusters:
            - name: c
              cluster:
                server: https://10.0.0.1:6443/k8s
                insecure-skip-tls-verify: true
                tls-server-name: api.internal
                proxy-url: http://proxy:3128
            users:
            - name: u
              user: { token: secret }
            contexts:
            - name: there
              context: { cluster: c, user: u, namespace: team }
            preferences: {}
            """);
        Assert.Equal("https://10.0.0.1:6443/k8s", configuration.Host);
        Assert.Equal("team", configuration.Namespace);
        Assert.True(configuration.SkipTlsVerify);
        Assert.Equal("api.internal", configuration.TlsServerName);
        Assert.Equal("http://proxy:3128/", configuration.Proxy()!.AbsoluteUri);
        Assert.Equal("Bearer secret", (await configuration.Credentials().GetAuthenticationHeaderAsync(Token))!.ToString());
    }

    [Fact]
    public void Of_several_files_the_first_to_say_something_wins()
    {
        var first = _folder.Write("first", """
            clusters:
            - { name: shared, cluster: { server: "https://first" } }
            contexts:
            - { name: a, context: { cluster: shared, user: u } }
            """);
        var second = _folder.Write("second", """
            current-context: a
            clusters:
            - { name: shared, cluster: { server: "https://second" } }
            users:
            - { name: u, user: { username: x, password: y } }
            """);
        var missing = Path.Combine(_folder.Path, "missing");
        var merged = KubeconfigLoader.LoadList(string.Join(Path.PathSeparator, missing, first, second));
        var configuration = KubeconfigResolver.Resolve(merged, null, _time);
        Assert.Equal("https://first/", configuration.Host);
    }

    [Fact]
    public async Task Files_are_found_beside_the_kubeconfig()
    {
        using var authority = new TestAuthority();
        using var client = authority.Issue("client");
        _folder.Write("pki/ca.crt", authority.Certificate.ExportCertificatePem());
        _folder.Write("client.crt", client.ExportCertificatePem());
        _folder.Write("client.key", TestAuthority.KeyOf(client));
        _folder.Write("token", "from-file\n");
        var configuration = Load(
            Minimal("certificate-authority: pki/ca.crt", "client-certificate: client.crt, client-key: client.key, tokenFile: token, token: other"));
        Assert.Equal(authority.Certificate.Thumbprint, Assert.Single(configuration.SslCaCerts).Thumbprint);
        Assert.Equal(client.Thumbprint, configuration.Credentials().ClientCertificate!.Thumbprint);
        Assert.True(configuration.Credentials().ClientCertificate!.HasPrivateKey);
        Assert.Equal("Bearer from-file", (await configuration.Credentials().GetAuthenticationHeaderAsync(Token))!.ToString());
    }

    [Theory]
    [InlineData("current-context: x", "no context 'x'")]
    [InlineData("kind: Config", "no current-context")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: gone, user: u}}]", "no cluster 'gone'")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c, user: gone}}]\nclusters: [{name: c, cluster: {server: 'https://a'}}]", "no user 'gone'")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: nowhere}}]", "server: 'nowhere' is no URL")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: 'https://a', certificate-authority-data: '!'}}]", "certificate-authority")]
    [InlineData("a: [", "Can't use the kubeconfig")]
    [InlineData("clusters: 5", "Can't use the kubeconfig")]
    public void A_fault_is_named(string text, string expected) => Assert.Contains(
        expected, Assert.Throws<KubernetesConfigurationException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        "nowhere", Assert.Throws<KubernetesConfigurationException>(
            () => KubernetesConfiguration.Load(Path.Combine(_folder.Path, "nowhere"), null, _time)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_credential_program_is_asked_again_when_its_token_expires_or_is_refused()
    {
        var program = _folder.WriteProgram("login", $$$"""
            #!/bin/sh
            echo run >> "{{{_folder.Path}}}/runs"
            n=$(wc -l < "{{{_folder.Path}}}/runs" | tr -d ' ')
            case "$KUBERNETES_EXEC_INFO" in *'"interactive":false'*) ;; *) exit 9;; esac
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$1-$EXTRA-$n'","expirationTimestamp":"2026-01-02T04:04:05Z"}}'
            """);
        var configuration = Load(Minimal("", $"exec: {{ apiVersion: client.authentication.k8s.io/v1, command: {program}, args: [arg], env: [{{name: EXTRA, value: env}}] }}"));
        var credentials = configuration.Credentials();
        Assert.Equal("arg-env-1", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        Assert.Equal("arg-env-1", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        Assert.True(credentials.Invalidate());
        Assert.Equal("arg-env-2", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("arg-env-3", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
    }

    [Theory]
    [InlineData("echo sorry >&2; exit 3", "exited with 3: sorry")]
    [InlineData("echo nonsense", "printed no ExecCredential")]
    [InlineData("echo '{\"status\":{}}'", "printed neither token nor certificate")]
    public async Task A_credential_program_that_fails_says_why(string script, string expected)
    {
        var program = _folder.WriteProgram("login", "#!/bin/sh\n" + script + "\n");
        var configuration = Load(Minimal("", $"exec: {{ command: {program} }}"));
        var error = await Assert.ThrowsAsync<KubernetesConfigurationException>(
            async () => await configuration.Credentials().GetAuthenticationHeaderAsync(Token));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_program_that_is_missing_gives_its_hint()
    {
        var configuration = Load(Minimal("", "exec: { command: /nowhere/login, installHint: install it from there }"));
        var error = await Assert.ThrowsAsync<KubernetesConfigurationException>(
            async () => await configuration.Credentials().GetAuthenticationHeaderAsync(Token));
        Assert.Contains("install it from there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute_or_when_refused()
    {
        var path = _folder.Write("token", "one");
        var credentials = new TokenFileCredentials(path, _time);
        Assert.Equal("one", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        await File.WriteAllTextAsync(path, "two\n", Token);
        Assert.Equal("one", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("two", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        await File.WriteAllTextAsync(path, "three", Token);
        Assert.True(credentials.Invalidate());
        Assert.Equal("three", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
        File.Delete(path);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("three", (await credentials.GetAuthenticationHeaderAsync(Token))!.Parameter);
    }

    private static string Minimal(string cluster, string user) => $$$"""
        current-context: x
        contexts: [{name: x, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://a", {{{cluster}}} }}]
        users: [{name: u, user: { {{{user}}} }}]
        """;

    private KubernetesClientConfiguration Load(string text) =>
        KubernetesConfiguration.Load(_folder.Write("config", text), null, _time);
}
