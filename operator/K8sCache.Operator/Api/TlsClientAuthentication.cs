using System.Text.Json.Serialization;

namespace K8sCache.Operator.Api;

/// <summary>Whether clients must show a certificate. The names are part of the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TlsClientAuthentication>))]
public enum TlsClientAuthentication
{
    No = 0,
    Optional = 1,
    Yes = 2,
}
