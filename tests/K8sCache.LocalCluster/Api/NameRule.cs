namespace K8sCache.LocalCluster.Api;

/// <summary>What <c>metadata.name</c> may look like.</summary>
public enum NameRule
{
    /// <summary>RFC 1123 subdomain, up to 253 characters.</summary>
    Subdomain,

    /// <summary>RFC 1123 label, up to 63 characters: Namespace.</summary>
    Label,

    /// <summary>RFC 1035 label: Service.</summary>
    DnsLabel1035,

    /// <summary>Any URL path segment: RBAC objects.</summary>
    PathSegment,
}
