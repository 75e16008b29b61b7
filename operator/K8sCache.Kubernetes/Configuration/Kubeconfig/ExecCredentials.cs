using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using k8s.KubeConfigModels;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>Credentials a program prints, kept until they expire or the server refuses them.</summary>
/// <remarks>
/// Protocol: <c>client.authentication.k8s.io</c> v1 and v1beta1, never interactive. One run at a time.
/// </remarks>
internal sealed class ExecCredentials(
    ExternalExecution exec, ClusterEndpoint cluster, string? proxyUrl, TimeProvider timeProvider) : ICredentialSource, IDisposable
{
    private const string DefaultVersion = "client.authentication.k8s.io/v1";

    private static readonly TimeSpan MaxRunTime = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ExecCredential? _current;

    public X509Certificate2? ClientCertificate => Volatile.Read(ref _current)?.Certificate;

    public async Task<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
            return fresh.Header;

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } meanwhile)
                return meanwhile.Header;
            var credential = ExecCredential.Parse(await RunAsync(cancellationToken), exec.Command);
            Volatile.Write(ref _current, credential);
            return credential.Header;
        }
        finally
        {
            _gate.Release();
        }
    }

    public bool Invalidate() => Interlocked.Exchange(ref _current, null) is not null;

    public void Dispose() => _gate.Dispose();

    private ExecCredential? Fresh() =>
        Volatile.Read(ref _current) is { } current && (current.ExpiresAt is not { } at || timeProvider.GetUtcNow() < at)
            ? current
            : null;

    /// <exception cref="KubernetesConfigurationException">
    /// The program is missing, failed, or takes too long.
    /// </exception>
    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(MaxRunTime, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(both.Token);
            var error = process.StandardError.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token);
            return process.ExitCode == 0
                ? await output
                : throw Failure($"exited with {process.ExitCode}: {(await error).Trim()}", null);
        }
        catch (OperationCanceledException error)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"gave no credentials within {MaxRunTime.TotalSeconds} s", error);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(exec.Command, exec.Arguments ?? [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var variable in exec.EnvironmentVariables ?? [])
            start.Environment[variable.GetValueOrDefault("name") ?? throw Failure("is to get a variable without a name", null)] = variable.GetValueOrDefault("value", "");
        start.Environment["KUBERNETES_EXEC_INFO"] = Request().ToJsonString();
        try
        {
            var process = Process.Start(start) ?? throw Failure("did not start", null);
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw Failure(exec.InstallHint ?? error.Message, error);
        }
    }

    private JsonObject Request()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (exec.ProvideClusterInfo)
            spec["cluster"] = ClusterInfo();
        return new JsonObject { ["apiVersion"] = exec.ApiVersion ?? DefaultVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
    }

    private JsonObject ClusterInfo()
    {
        var info = new JsonObject { ["server"] = cluster.Server, ["insecure-skip-tls-verify"] = cluster.SkipTlsVerify };
        Say("certificate-authority-data", cluster.CertificateAuthorityData);
        Say("tls-server-name", cluster.TlsServerName);
        Say("proxy-url", proxyUrl);
        return info;

        void Say(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                info[name] = value;
        }
    }

    private KubernetesConfigurationException Failure(string what, Exception? error) =>
        new($"The credential program {exec.Command}: {what}", error);
}
