namespace K8sCache.Transport.Epoll;

/// <summary>What a loop calls when one of its files is ready.</summary>
internal interface IEventSource
{
    void OnReady(uint events);
}
