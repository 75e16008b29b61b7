using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>The <see cref="V1Status.Reason"/> words this library tells apart.</summary>
/// <remarks><c>metav1.StatusReason</c> in k8s.io/apimachinery.</remarks>
public static class StatusReasons
{
    public const string AlreadyExists = "AlreadyExists";
    public const string BadRequest = "BadRequest";
    public const string Conflict = "Conflict";
    public const string Expired = "Expired";
    public const string Forbidden = "Forbidden";
    public const string Gone = "Gone";
    public const string InternalError = "InternalError";
    public const string Invalid = "Invalid";
    public const string NotFound = "NotFound";
    public const string ServiceUnavailable = "ServiceUnavailable";
    public const string Timeout = "Timeout";
    public const string TooManyRequests = "TooManyRequests";
    public const string Unauthorized = "Unauthorized";
    public const string Unknown = "Unknown";
}
