using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>
/// Whether clients must show a certificate. The names are part of the API; no reader of YAML takes one of them for a boolean,
/// as some do <c>Yes</c> and <c>No</c>.
/// </summary>
[JsonConverter(typeof(TlsClientAuthenticationConverter))]
public enum TlsClientAuthentication
{
    [EnumAlias("No")]
    None = 0,
    Optional = 1,
    [EnumAlias("Yes")]
    Required = 2,
}
