using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>Takes the names of before, too: resources stored then have them.</summary>
internal sealed class TlsClientAuthenticationConverter : EnumNameConverter<TlsClientAuthentication>
{
    protected override TlsClientAuthentication? FormerName(string text) => text switch
    {
        "No" => TlsClientAuthentication.None,
        "Yes" => TlsClientAuthentication.Required,
        _ => null,
    };
}
