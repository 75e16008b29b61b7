using System.Buffers;
using System.Security.Authentication;

namespace K8sCache.Transport.Tests.Tls;

/// <summary>Everything a connection promises holds over TLS, too.</summary>
public sealed class TlsConnectionTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task What_is_sent_arrives_and_is_answered(SslProtocols version)
    {
        await using var fixture = new TlsFixture();
        await using var client = await fixture.OpenAsync(fixture.ClientOptions(version));
        Assert.Equal(version, client.SslProtocol);
        for (var i = 0; i < 100; i++)
        {
            await client.WriteAsync("ping"u8.ToArray());
            Assert.Equal("ping", await TlsFixture.ReadTextAsync(client, 4));
        }

        var handler = await fixture.Loops.HandlerAsync();
        Assert.Equal("connected", handler.Events.First());
        Assert.Equal(1, fixture.Tls.Counters.HandshakesTotal);
        Assert.Equal(1, fixture.Tls.Counters.Open);
    }

    [Fact]
    public async Task Every_byte_by_itself_is_enough()
    {
        await using var fixture = new TlsFixture();
        await using var client = await fixture.OpenAsync(between: stream => new ByteByByteStream(stream));
        await client.WriteAsync("hello"u8.ToArray());
        Assert.Equal("hello", await TlsFixture.ReadTextAsync(client, 5));
    }

    /// <summary>A request that only counts when whole, and a reply as large, both many times what is buffered.</summary>
    [Theory]
    [InlineData(40_000)]
    [InlineData(1_000_000)]
    [InlineData(20_000_000)]
    public async Task Large_values_pass_both_ways(int bytes)
    {
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data.Length < bytes ? 0 : ScriptedHandler.Echo(connection, data),
        });
        await using var client = await fixture.OpenAsync();
        var value = new byte[bytes];
        new Random(bytes).NextBytes(value);
        for (var round = 0; round < 2; round++)
        {
            var sending = client.WriteAsync(value).AsTask();
            Assert.Equal(value, await TlsFixture.ReadAsync(client, bytes));
            await Eventually.Within(sending);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_its_handler_back_and_loses_nothing()
    {
        const int Chunk = 64 * 1024;
        const int Chunks = 200;
        var written = 0;
        var blockedAt = 0;
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            // One byte asks for one chunk; a handler that is blocked takes no more.
            OnData = (connection, data) =>
            {
                var taken = 0;
                while (taken < data.Length && !connection.IsOutputBlocked)
                {
                    connection.Output.Write(Enumerable.Repeat((byte)written++, Chunk).ToArray());
                    taken++;
                }

                if (connection.IsOutputBlocked)
                    Volatile.Write(ref blockedAt, written);
                return taken;
            },
        });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync(new byte[Chunks]);
        await Eventually.True(() => Volatile.Read(ref blockedAt) > 0, "output is blocked");
        Assert.True(Volatile.Read(ref blockedAt) < Chunks);
        for (var i = 0; i < Chunks; i++)
        {
            var chunk = await TlsFixture.ReadAsync(client, Chunk);
            Assert.Equal(Chunk, chunk.AsSpan().Count((byte)i));
        }

        var handler = await fixture.Loops.HandlerAsync();
        Assert.Contains("drained", handler.Events);
    }

    [Fact]
    public async Task More_unread_output_than_the_limit_closes()
    {
        await using var fixture = new TlsFixture(
            configure: options => options with { OutputLimitBytes = 4 << 20 },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    connection.Output.Write(new byte[8 << 20]);
                    return data.Length;
                },
            });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync(new byte[1]);
        var handler = await fixture.Loops.HandlerAsync();
        var reason = Assert.IsType<ConnectionLimitException>(await Eventually.Within(handler.Closed));
        Assert.Equal(ConnectionLimit.Output, reason.Limit);
        Assert.Equal(0, fixture.Tls.Counters.Open);
    }

    [Fact]
    public async Task More_input_than_the_limit_closes()
    {
        await using var fixture = new TlsFixture(
            configure: options => options with { InputLimitBytes = 100_000 },
            makeHandler: () => new ScriptedHandler { OnData = (_, _) => 0 });
        await using var client = await fixture.OpenAsync();
        var writing = client.WriteAsync(new byte[200_000]).AsTask();
        var handler = await fixture.Loops.HandlerAsync();
        var reason = Assert.IsType<ConnectionLimitException>(await Eventually.Within(handler.Closed));
        Assert.Equal(ConnectionLimit.Input, reason.Limit);
        // It may have been closed before all was written.
        Assert.True(await Record.ExceptionAsync(() => writing) is null or IOException);
    }

    [Fact]
    public async Task Who_ends_its_input_still_gets_its_replies()
    {
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            InputEnded = connection =>
            {
                connection.Output.Write("bye"u8);
                connection.Close();
            },
        });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync("last"u8.ToArray());
        await client.ShutdownAsync();
        Assert.Equal("lastbye", await TlsFixture.ReadTextAsync(client, 100));
    }

    [Fact]
    public async Task Closing_sends_what_is_pending_first()
    {
        const int Bytes = 5_000_000;
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                connection.Output.Write(new byte[Bytes]);
                connection.Close();
                return data.Length;
            },
        });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync(new byte[1]);
        Assert.Equal(Bytes, (await TlsFixture.ReadAsync(client, Bytes + 1)).Length);
        client.Close();
        var handler = await fixture.Loops.HandlerAsync();
        Assert.Null(await Eventually.Within(handler.Closed));
        Assert.Equal(0, fixture.Tls.Counters.Open);
    }

    [Fact]
    public async Task Stopping_the_loops_ends_connections_in_order()
    {
        const int Bytes = 3_000_000;
        var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                connection.Output.Write(new byte[Bytes]);
                return data.Length;
            },
        });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync(new byte[1]);
        await Eventually.True(
            () => fixture.Loops.Handlers.Any(handler => handler.Events.Any(text => text.StartsWith("received", StringComparison.Ordinal))),
            "the request arrives");
        var stopping = fixture.DisposeAsync().AsTask();
        Assert.Equal(Bytes, (await TlsFixture.ReadAsync(client, Bytes + 1)).Length);
        client.Close();
        await Eventually.Within(stopping);
    }

    [Fact]
    public async Task Aborting_drops_the_connection_at_once()
    {
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                connection.Output.Write("never"u8);
                connection.Abort();
                Assert.False(connection.IsOpen);
                return data.Length;
            },
        });
        await using var client = await fixture.OpenAsync();
        await client.WriteAsync(new byte[1]);
        var handler = await fixture.Loops.HandlerAsync();
        Assert.Null(await Eventually.Within(handler.Closed));
        Assert.Equal(0, fixture.Tls.Counters.Open);
    }

    [Fact]
    public async Task A_handler_that_throws_costs_its_connection_only()
    {
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data[0] == 'x' ? throw new InvalidDataException("x") : ScriptedHandler.Echo(connection, data),
        });
        await using var bad = await fixture.OpenAsync();
        await using var good = await fixture.OpenAsync();
        await bad.WriteAsync("x"u8.ToArray());
        await Eventually.True(() => fixture.Tls.Counters.Open == 1, "the bad one is closed");
        await good.WriteAsync("fine"u8.ToArray());
        Assert.Equal("fine", await TlsFixture.ReadTextAsync(good, 4));
    }

    [Fact]
    public async Task Reading_pauses_and_goes_on()
    {
        Connection? paused = null;
        var received = 0;
        await using var fixture = new TlsFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                // Only the first byte is taken, and everything else stays.
                if (received == 0)
                {
                    connection.PauseReading();
                    Volatile.Write(ref paused, connection);
                    received = 1;
                    return 1;
                }

                Interlocked.Add(ref received, data.Length);
                return data.Length;
            },
        });
        await using var client = await fixture.OpenAsync();
        var sending = client.WriteAsync(new byte[300_000]).AsTask();
        await Eventually.True(() => Volatile.Read(ref paused) is not null, "reading is paused");
        await fixture.Loops.InLoopAsync(() =>
        {
            Assert.Equal(1, received);
            paused!.ResumeReading();
            return true;
        });
        await Eventually.True(() => Volatile.Read(ref received) == 300_000, "everything is shown");
        await Eventually.Within(sending);
    }
}
