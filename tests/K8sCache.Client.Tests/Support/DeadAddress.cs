using System.Net;
using System.Net.Sockets;

namespace K8sCache.Client.Tests.Support;

/// <summary>An address that refuses connections, and that nobody else can take meanwhile: bound, and not listened on.</summary>
internal sealed class DeadAddress : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeadAddress() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public override string ToString() => _socket.LocalEndPoint!.ToString()!;

    public void Dispose() => _socket.Dispose();
}
