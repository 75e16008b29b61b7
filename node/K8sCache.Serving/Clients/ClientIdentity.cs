using System.Globalization;
using System.Net;
using K8sCache.Commands;

namespace K8sCache.Serving.Clients;

/// <summary>Who a client is, as CLIENT LIST tells it. Written by its loop, read by any: a torn moment does no harm.</summary>
/// <param name="connectedTimestamp">When it connected, on the clock of <see cref="Touch"/>.</param>
public sealed class ClientIdentity(long id, IClientState client, DateTimeOffset connectedAt, long connectedTimestamp)
{
    private long _lastActive = connectedTimestamp;

    public long Id => id;

    public string Name { get; set; } = "";

    public string LibraryName { get; set; } = "";

    public string LibraryVersion { get; set; } = "";

    public CommandSpec? LastCommand { get; set; }

    public void Touch(long timestamp) => Volatile.Write(ref _lastActive, timestamp);

    /// <summary>Whole seconds since the client last sent a request.</summary>
    public long IdleSeconds(TimeProvider time) => (long)time.GetElapsedTime(Volatile.Read(ref _lastActive)).TotalSeconds;

    /// <summary>One line of CLIENT LIST, without its end.</summary>
    public string Describe(TimeProvider time, int respVersion, ClientFacts? facts = null)
    {
        var age = (long)(time.GetUtcNow() - connectedAt).TotalSeconds;
        var idle = IdleSeconds(time);
        facts ??= ClientFacts.None;
        var command = LastCommand?.Name ?? "NULL";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"id={id} addr={Text(client.Connection.RemoteEndPoint)} laddr={Text(client.Connection.LocalEndPoint)} fd=-1 name={Name} age={age} idle={idle} flags={facts.Flags} db=0 sub=0 psub=0 ssub=0 multi={facts.Queued} qbuf=0 qbuf-free=0 argv-mem=0 multi-mem={facts.QueuedBytes} rbs=0 rbp=0 obl=0 oll=0 omem={facts.OutputBytes} tot-mem={facts.QueuedBytes + facts.OutputBytes} events=r cmd={command} user=default redir={facts.Redirect} resp={respVersion} lib-name={LibraryName} lib-ver={LibraryVersion}");
    }

    private static string Text(EndPoint? endPoint) => endPoint?.ToString() ?? "";
}
