namespace K8sCache.Resp.Transport;

/// <summary>Hears that bytes, and what errors, were appended to its <see cref="OutputBuffer"/>.</summary>
internal interface IOutputOwner : IErrorObserver
{
    void OnOutputAppended();
}
