using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using K8sCache.Resp;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>
/// Makes a node slow: a proxy in front of it that lets one request through at a time, each taking its time, over all
/// connections; replies pass at once. Below a millisecond, as many at a time as are due in one. To the router that is a node with one worker and that service time. Needs no control
/// groups, and little of the machine.
/// </summary>
internal sealed class SlowLink : IDisposable
{
    private const int ReceiveBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly BlockingCollection<(Socket Node, byte[] Request)> _waiting = [];
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly int _nodePort;
    private readonly TimeSpan _serviceTime;
    private readonly List<Thread> _threads = [];

    public SlowLink(int nodePort, TimeSpan serviceTime)
    {
        _nodePort = nodePort;
        _serviceTime = serviceTime;
        _listener.Start();
        Start(Accept);
        Start(Serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Stop();
        _waiting.CompleteAdding();
        foreach (var socket in _sockets)
            socket.Dispose();
        Thread[] threads;
        lock (_threads)
            threads = [.. _threads];
        foreach (var thread in threads)
            thread.Join();
        _waiting.Dispose();
    }

    private void Start(Action run)
    {
        var thread = new Thread(() => UntilClosed(run)) { IsBackground = true };
        lock (_threads)
            _threads.Add(thread);
        thread.Start();
    }

    // The router leaves, or the bench ends: nothing to tell.
    private static void UntilClosed(Action run)
    {
        try
        {
            run();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private void Accept()
    {
        while (true)
        {
            var router = _listener.AcceptSocket();
            var node = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            router.NoDelay = true;
            _sockets.Add(router);
            _sockets.Add(node);
            node.Connect(IPAddress.Loopback, _nodePort);
            Start(() => TakeRequests(router, node));
            Start(() => PassReplies(node, router));
        }
    }

    private void TakeRequests(Socket router, Socket node)
    {
        var buffer = new byte[ReceiveBytes];
        var scanner = new RespReplyScanner(RespLimits.Default);
        var filled = 0;
        for (int received; (received = router.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None)) > 0;)
        {
            // A command is an array of bulk strings, which is a reply's form too.
            var rest = buffer.AsSpan(0, filled + received);
            while (rest.Length > 0 && scanner.TryScan(rest, out var length) == RespStatus.Done)
            {
                _waiting.Add((node, rest[..length].ToArray()));
                rest = rest[length..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }

        node.Dispose();
    }

    private static void PassReplies(Socket node, Socket router)
    {
        var buffer = new byte[ReceiveBytes];
        for (int received; (received = node.Receive(buffer)) > 0;)
            router.Send(buffer.AsSpan(0, received));
        router.Dispose();
    }

    private void Serve()
    {
        var time = TimeProvider.System;
        using var pause = new ManualResetEventSlim();
        var freeAt = time.GetTimestamp();
        foreach (var (node, request) in _waiting.GetConsumingEnumerable())
        {
            freeAt = Math.Max(freeAt, time.GetTimestamp()) + (long)(_serviceTime.TotalSeconds * time.TimestampFrequency);
            var left = time.GetElapsedTime(time.GetTimestamp(), freeAt);
            if (left > TimeSpan.Zero)
                pause.Wait(left);
            UntilClosed(() => node.Send(request));
        }
    }
}
