using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Identity;

/// <summary>
/// What clusters' internal identities are made of: a key in a Secret of the operator's own, made when there is none. A cluster's token
/// is derived from it by name (HMAC-SHA-256), so that no Secret of a cluster is ever read, and a cluster that was left behind and
/// is taken up again keeps its own.
/// </summary>
public sealed class IdentityKeys(IKubernetesClient client, ObjectKey secret) : IDisposable
{
    /// <summary>The Secret's member.</summary>
    public const string Member = "key";

    /// <summary>Length of the key in bytes.</summary>
    public const int KeyBytes = 32;

    private static readonly WriteOptions Options = new() { FieldManager = Names.FieldManager };

    private readonly SemaphoreSlim _loading = new(1);
    private volatile byte[]? _key;

    /// <summary>The token by which operator, nodes and routers of a cluster know each other.</summary>
    /// <exception cref="ApiException">The key can be neither read nor made.</exception>
    /// <exception cref="InvalidDataException">The Secret holds something else.</exception>
    public async ValueTask<string> TokenOfAsync(ObjectKey cluster, CancellationToken cancellationToken)
    {
        var key = _key ?? await LoadAsync(cancellationToken);
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{cluster.Namespace}/{cluster.Name}")));
    }

    public void Dispose() => _loading.Dispose();

    private async Task<byte[]> LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _key ??= Checked(await FindAsync(cancellationToken) ?? await MakeAsync(cancellationToken));
        }
        finally
        {
            _loading.Release();
        }
    }

    private Task<V1Secret?> FindAsync(CancellationToken cancellationToken) =>
        client.FindAsync<V1Secret>(secret.Name, secret.Namespace, cancellationToken);

    private async Task<V1Secret> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.CreateAsync(
                new V1Secret
                {
                    ApiVersion = "v1",
                    Kind = "Secret",
                    Metadata = new V1ObjectMeta
                    {
                        Name = secret.Name,
                        NamespaceProperty = secret.Namespace,
                        Labels = new Dictionary<string, string> { [Labels.Name] = Labels.NameValue, [Labels.ManagedBy] = Labels.ManagedByValue },
                    },
                    Data = new Dictionary<string, byte[]> { [Member] = RandomNumberGenerator.GetBytes(KeyBytes) },
                },
                Options, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            // Another instance of the operator was first.
            return await FindAsync(cancellationToken) ?? throw new InvalidDataException($"Secret {secret} came and went; it is looked for again");
        }
    }

    private byte[] Checked(V1Secret found) => found.Data?.TryGetValue(Member, out var key) == true && key.Length >= KeyBytes
        ? key
        : throw new InvalidDataException(
            $"Secret {secret} must have a member '{Member}' of at least {KeyBytes} bytes, from which identities of clusters are derived; delete it to have a new one made");
}
