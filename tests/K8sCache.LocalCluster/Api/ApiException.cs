namespace K8sCache.LocalCluster.Api;

/// <summary>A request failed in a way the API has words for: carries the <c>v1</c> Status that the caller gets.</summary>
public sealed class ApiException(ApiStatus status) : Exception(status.Message)
{
    public ApiStatus Status { get; } = status;

    public int Code => Status.Code;

    public string Reason => Status.Reason;

    public bool IsNotFound => Code == 404;

    /// <summary>409 because another writer was first; not when the name is taken.</summary>
    public bool IsConflict => Reason == "Conflict";

    public bool IsAlreadyExists => Reason == "AlreadyExists";
}
