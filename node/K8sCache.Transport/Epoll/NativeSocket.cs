using System.Net;
using System.Net.Sockets;

namespace K8sCache.Transport.Epoll;

/// <summary>A non-blocking TCP socket: system calls over spans, with interruptions retried.</summary>
internal readonly unsafe record struct NativeSocket(int File)
{
    /// <summary>Room for any address family's <c>sockaddr</c>.</summary>
    private const int AddressBytesMax = 128;

    /// <summary>
    /// What Linux makes of connecting to a free local port that it has just chosen as the socket's own: nobody listens
    /// there, and yet the connection opens.
    /// </summary>
    public bool IsConnectedToItself => LocalEndPoint() is { } local && local.Equals(RemoteEndPoint());

    /// <summary>Opens a socket of the address's family; a negative file if the system refuses.</summary>
    public static NativeSocket Open(IPEndPoint endPoint)
    {
        var family = endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.FamilyIPv6 : Libc.FamilyIPv4;
        const int Type = Libc.SocketStream | Libc.SocketNonBlocking | Libc.SocketCloseOnExec;
        var socket = new NativeSocket(Libc.Socket(family, Type, 0));
        if (socket.File >= 0)
        {
            var on = 1;
            _ = Libc.SetSocketOption(socket.File, Libc.LevelTcp, Libc.OptionNoDelay, &on, sizeof(int));
        }

        return socket;
    }

    /// <summary>The next connection waiting at a listening socket; a negative file if there is none, or by errno.</summary>
    public NativeSocket Accept() =>
        new(Libc.Accept(File, null, null, Libc.SocketNonBlocking | Libc.SocketCloseOnExec));

    /// <summary>Begins to connect; 0, or the error at once. The outcome shows as the socket becoming writable.</summary>
    public int Connect(IPEndPoint endPoint)
    {
        var address = endPoint.Serialize();
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (Libc.Connect(File, bytes, (uint)address.Size) == 0)
                return 0;
        }

        return Errno.Last is Errno.InProgress or Errno.Interrupted ? 0 : Errno.Last;
    }

    /// <summary>Bytes received; 0 at the end of input; negative: the error.</summary>
    public int Receive(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var received = Errno.OfCall(Libc.Receive(File, bytes, buffer.Length, 0));
                if (received != -Errno.Interrupted)
                    return received;
            }
        }
    }

    /// <summary>Bytes the kernel took; negative: the error.</summary>
    public int Send(ReadOnlySpan<byte> data, bool more)
    {
        var flags = more ? Libc.SendNoSignal | Libc.SendMore : Libc.SendNoSignal;
        fixed (byte* bytes = data)
        {
            while (true)
            {
                var sent = Errno.OfCall(Libc.Send(File, bytes, data.Length, flags));
                if (sent != -Errno.Interrupted)
                    return sent;
            }
        }
    }

    /// <summary>The error pending on the socket, or 0.</summary>
    public int TakeError()
    {
        var error = 0;
        var length = (uint)sizeof(int);
        return Libc.GetSocketOption(File, Libc.LevelSocket, Libc.OptionError, &error, &length) < 0 ? Errno.Last : error;
    }

    public void ShutdownWrite() => _ = Libc.Shutdown(File, Libc.ShutdownWrite);

    public void Close() => _ = Libc.Close(File);

    public IPEndPoint? LocalEndPoint()
    {
        var address = stackalloc byte[AddressBytesMax];
        uint length = AddressBytesMax;
        return Libc.GetSocketName(File, address, &length) < 0 ? null : ToEndPoint(new(address, (int)length));
    }

    public IPEndPoint? RemoteEndPoint()
    {
        var address = stackalloc byte[AddressBytesMax];
        uint length = AddressBytesMax;
        return Libc.GetPeerName(File, address, &length) < 0 ? null : ToEndPoint(new(address, (int)length));
    }

    private static IPEndPoint ToEndPoint(ReadOnlySpan<byte> native)
    {
        var family = native[0] == Libc.FamilyIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var address = new SocketAddress(family, native.Length);
        native.CopyTo(address.Buffer.Span);
        var any = new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        return (IPEndPoint)any.Create(address);
    }
}
