namespace K8sCache.Resp.Transport;

/// <summary>Hears that bytes were appended to its <see cref="OutputBuffer"/>.</summary>
internal interface IOutputOwner
{
    void OnOutputAppended();
}
