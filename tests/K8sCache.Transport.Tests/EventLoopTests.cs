using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace K8sCache.Transport.Tests;

public sealed class EventLoopTests
{
    [Fact]
    public async Task Posts_run_on_the_loop_in_order_from_any_thread()
    {
        await using var fixture = new LoopFixture();
        Assert.False(fixture.Loop.InLoop);
        Assert.True(await fixture.InLoopAsync(() => fixture.Loop.InLoop));

        const int PerThread = 1000;
        var seen = new ConcurrentQueue<(int Thread, int Number)>();
        var threads = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                var number = i;
                fixture.Loop.Post(_ => seen.Enqueue((thread, number)), null);
            }
        }));
        await Task.WhenAll(threads);
        await Eventually.True(() => seen.Count == 4 * PerThread, "all posts ran");
        foreach (var group in seen.GroupBy(post => post.Thread))
            Assert.Equal(Enumerable.Range(0, PerThread), group.Select(post => post.Number));
    }

    [Fact]
    public async Task A_post_that_posts_again_does_not_keep_the_loop()
    {
        await using var fixture = new LoopFixture();
        using var socket = await fixture.ConnectAsync();
        var stop = false;
        fixture.Loop.Post(Again, null);
        await socket.SendAsync("x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 1));
        Volatile.Write(ref stop, true);

        void Again(object? state)
        {
            if (!Volatile.Read(ref stop))
                fixture.Loop.Post(Again, null);
        }
    }

    [Fact]
    public async Task Timers_run_at_their_time_and_not_when_cancelled()
    {
        await using var fixture = new LoopFixture();
        var ran = new ConcurrentQueue<string>();
        await fixture.InLoopAsync(() =>
        {
            fixture.Loop.Schedule(TimeSpan.FromMilliseconds(60), _ => ran.Enqueue("later"), null);
            fixture.Loop.Schedule(TimeSpan.FromMilliseconds(20), _ => ran.Enqueue("soon"), null);
            var cancelled = fixture.Loop.Schedule(TimeSpan.FromMilliseconds(30), _ => ran.Enqueue("never"), null);
            fixture.Loop.Schedule(TimeSpan.FromMilliseconds(10), _ => cancelled.Cancel(), null);
            return 0;
        });
        await Eventually.True(() => ran.Count == 2, "both timers");
        Assert.Equal(["soon", "later"], ran);
    }

    [Fact]
    public async Task An_exception_of_a_post_is_reported_and_the_loop_goes_on()
    {
        var errors = new ConcurrentQueue<Exception>();
        await using var fixture = new LoopFixture(configure: options => options with { OnError = errors.Enqueue });
        fixture.Loop.Post(_ => throw new InvalidOperationException("boom"), null);
        Assert.Equal(1, await fixture.InLoopAsync(() => 1));
        Assert.Equal("boom", Assert.Single(errors).Message);
    }

    [Fact]
    public async Task Connections_are_dealt_to_the_loops_in_turn()
    {
        await using var fixture = new LoopFixture(loops: 3);
        var sockets = new List<Socket>();
        for (var i = 0; i < 9; i++)
            sockets.Add(await fixture.ConnectAsync());
        await Eventually.True(() => fixture.Handlers.Count == 9, "all are accepted");
        var connections = await Task.WhenAll(fixture.Handlers.Select(handler => handler.Connected));
        Assert.All(connections.GroupBy(connection => connection.Loop.Index), group => Assert.Equal(3, group.Count()));
        Assert.Equal(9, fixture.Listener.ConnectionCount);
        Assert.Equal(9, fixture.Group.ConnectionCount);
        sockets.ForEach(socket => socket.Dispose());
        await Eventually.True(() => fixture.Group.ConnectionCount == 0, "all are closed");
        Assert.Equal(0, fixture.Listener.ConnectionCount);
    }

    [Fact]
    public async Task Stopping_tells_every_handler_and_frees_the_port()
    {
        var fixture = new LoopFixture(loops: 2);
        using var one = await fixture.ConnectAsync();
        using var two = await fixture.ConnectAsync();
        await Eventually.True(() => fixture.Handlers.Count == 2, "both are accepted");
        await fixture.DisposeAsync();
        Assert.All(fixture.Handlers, handler => Assert.True(handler.Closed.IsCompleted));

        await using var group = EventLoopGroup.Start(new EventLoopOptions { Time = TimeProvider.System, LoopCount = 1 });
        await using var listener = group.Listen(fixture.Listener.EndPoint, _ => new ScriptedHandler());
        Assert.Equal(fixture.Listener.EndPoint, listener.EndPoint);
    }

    [Fact]
    public async Task An_address_in_use_is_an_exception_that_names_it()
    {
        await using var fixture = new LoopFixture();
        var exception = Assert.Throws<SocketException>(
            () => fixture.Group.Listen(fixture.Listener.EndPoint, _ => new ScriptedHandler()));
        Assert.Equal(SocketError.AddressAlreadyInUse, exception.SocketErrorCode);
        Assert.Contains(fixture.Listener.EndPoint.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void The_number_of_loops_is_limited(int loops) => Assert.Throws<ArgumentOutOfRangeException>(
        () => EventLoopGroup.Start(new EventLoopOptions { Time = TimeProvider.System, LoopCount = loops }));

    [Fact]
    public async Task A_closed_listener_leaves_its_connections()
    {
        await using var fixture = new LoopFixture();
        using var socket = await fixture.ConnectAsync();
        await fixture.HandlerAsync();
        await fixture.Listener.DisposeAsync();
        await socket.SendAsync("x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 1));
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync((IPEndPoint)fixture.Listener.EndPoint));
    }
}
