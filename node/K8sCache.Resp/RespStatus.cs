namespace K8sCache.Resp;

/// <summary>The outcome of looking at bytes that may be a part of something.</summary>
public enum RespStatus
{
    /// <summary>A whole request or reply was found.</summary>
    Done,

    /// <summary>So far so good; come back with the same bytes and more behind them.</summary>
    NeedMoreData,

    /// <summary>No continuation of these bytes is valid.</summary>
    Invalid,
}
