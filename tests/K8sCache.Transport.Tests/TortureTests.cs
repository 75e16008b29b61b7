using System.Net.Sockets;

namespace K8sCache.Transport.Tests;

/// <summary>
/// Many connections at once, in pieces of any size, to a handler that consumes as little or as much as it likes, pauses
/// and is blocked: every byte comes back, in order.
/// </summary>
public sealed class TortureTests
{
    private const int Connections = 20;
    private const int BytesEach = 300_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_byte_comes_back_in_order(int seed)
    {
        var handlerSeed = seed * 1000;
        await using var fixture = new LoopFixture(
            loops: 2,
            configure: options => options with
            {
                ReadBytesPerTurn = 8 * 1024,
                OutputHighWaterBytes = 30_000,
                OutputLowWaterBytes = 10_000,
            },
            makeHandler: () => new ScriptedHandler
            {
                OnData = new Moody(new Random(Interlocked.Increment(ref handlerSeed))).Receive,
            });
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => TalkAsync(fixture, new Random((seed * 100) + i))));
        Assert.Equal(Connections, fixture.Handlers.Count);
    }

    private static async Task TalkAsync(LoopFixture fixture, Random random)
    {
        using var socket = await fixture.ConnectAsync();
        var payload = new byte[BytesEach];
        random.NextBytes(payload);
        var sending = SendInPiecesAsync(socket, payload, random);
        Assert.Equal(payload, await LoopFixture.ReceiveAsync(socket, BytesEach));
        await sending;
    }

    private static async Task SendInPiecesAsync(Socket socket, byte[] payload, Random random)
    {
        for (var at = 0; at < payload.Length;)
        {
            var piece = Math.Min(payload.Length - at, random.Next(5) == 0 ? random.Next(1, 100_000) : random.Next(1, 3000));
            at += await socket.SendAsync(payload.AsMemory(at, piece));
        }
    }

    private sealed class Moody(Random random)
    {
        public int Receive(Connection connection, ReadOnlySpan<byte> data)
        {
            var consumed = 0;
            while (consumed < data.Length && !connection.IsOutputBlocked)
            {
                var piece = Math.Min(data.Length - consumed, random.Next(1, 5000));
                consumed += ScriptedHandler.Echo(connection, data.Slice(consumed, piece));
                switch (random.Next(8))
                {
                    case 0:
                        connection.Flush();
                        break;
                    case 1:
                        connection.PauseReading();
                        connection.Loop.Post(static state => ((Connection)state!).ResumeReading(), connection);
                        return consumed;
                }
            }

            return consumed;
        }
    }
}
