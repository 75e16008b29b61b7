using System.Net;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>The API server refused or failed; carries its Status.</summary>
public sealed class ApiException : Exception
{
    public ApiException(V1Status status, Exception? inner = null)
        : base(Describe(status), inner)
    {
        Status = status;
        Code = (HttpStatusCode)(status.Code ?? 0);
        RetryAfter = status.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;
    }

    public V1Status Status { get; }

    public HttpStatusCode Code { get; }

    /// <summary>
    /// One of <see cref="StatusReasons"/> or a newer word; <c>Unknown</c> where the server gave none.
    /// </summary>
    public string Reason => string.IsNullOrEmpty(Status.Reason) ? StatusReasons.Unknown : Status.Reason;

    public IReadOnlyList<V1StatusCause> Causes => [.. Status.Details?.Causes ?? []];

    /// <summary>How long the server asks to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; }

    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    /// <summary>The object is of another version, a precondition failed, or another manager owns a field.</summary>
    public bool IsConflict => Code == HttpStatusCode.Conflict && Reason != StatusReasons.AlreadyExists;

    public bool IsAlreadyExists => Reason == StatusReasons.AlreadyExists;

    /// <summary>The asked-for version is too old to list or watch from: list anew.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone;

    /// <summary>The object breaks its schema or a rule; <see cref="Causes"/> names the fields.</summary>
    public bool IsInvalid => Code == HttpStatusCode.UnprocessableEntity;

    /// <summary>
    /// An applied object has fields its kind does not, or of another type. The API server says so with a 500 that has no
    /// reason; one that failed itself gives <c>InternalError</c>.
    /// </summary>
    public bool IsUnmergeable =>
        Code == HttpStatusCode.InternalServerError && string.IsNullOrEmpty(Status.Reason)
        && Status.Message?.StartsWith("failed to create typed patch object", StringComparison.Ordinal) == true;

    public bool IsForbidden => Code == HttpStatusCode.Forbidden;

    public bool IsUnauthorized => Code == HttpStatusCode.Unauthorized;

    private static string Describe(V1Status status) =>
        $"Kubernetes API: {status.Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} "
        + $"{status.Reason ?? StatusReasons.Unknown}: {status.Message ?? "no message"}";
}
