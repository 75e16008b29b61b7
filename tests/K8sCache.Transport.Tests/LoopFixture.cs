using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace K8sCache.Transport.Tests;

/// <summary>Loops and one listener on a free port, whose handlers the test makes; fails the test on a loop's error.</summary>
internal sealed class LoopFixture : IAsyncDisposable
{
    private readonly ConcurrentQueue<Exception> _errors = new();

    public LoopFixture(
        int loops = 1,
        Func<EventLoopOptions, EventLoopOptions>? configure = null,
        Func<ScriptedHandler>? makeHandler = null,
        ListenOptions? listen = null,
        IPAddress? address = null)
    {
        var options = new EventLoopOptions
        {
            Time = TimeProvider.System,
            LoopCount = loops,
            Name = "test",
            OnError = _errors.Enqueue,
            CloseTimeout = TimeSpan.FromSeconds(1),
        };
        Group = EventLoopGroup.Start(configure is null ? options : configure(options));
        Listener = Group.Listen(
            new IPEndPoint(address ?? IPAddress.Loopback, 0),
            _ =>
            {
                var handler = makeHandler?.Invoke() ?? new ScriptedHandler();
                Handlers.Enqueue(handler);
                return handler;
            },
            listen);
    }

    public EventLoopGroup Group { get; }

    public Listener Listener { get; }

    public ConcurrentQueue<ScriptedHandler> Handlers { get; } = new();

    public EventLoop Loop => Group.Loops[0];

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(Listener.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await Eventually.Within(socket.ConnectAsync(Listener.EndPoint));
        return socket;
    }

    public async Task<ScriptedHandler> HandlerAsync()
    {
        await Eventually.True(() => !Handlers.IsEmpty, "a connection is accepted");
        Handlers.TryPeek(out var handler);
        return handler!;
    }

    public Task<T> InLoopAsync<T>(Func<T> action)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Post(
            _ =>
            {
                try
                {
                    result.SetResult(action());
                }
                catch (Exception exception)
                {
                    result.SetException(exception);
                }
            },
            null);
        return Eventually.Within(result.Task);
    }

    public static async Task<byte[]> ReceiveAsync(Socket socket, int bytes)
    {
        var buffer = new byte[bytes];
        var at = 0;
        while (at < bytes)
        {
            var received = await Eventually.Within(socket.ReceiveAsync(buffer.AsMemory(at)).AsTask());
            if (received == 0)
                return buffer[..at];
            at += received;
        }

        return buffer;
    }

    public async ValueTask DisposeAsync()
    {
        await Eventually.Within(Group.DisposeAsync().AsTask());
        Assert.Empty(_errors);
    }
}
