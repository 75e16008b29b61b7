using System.Net.Sockets;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests;

/// <summary>Long requests: received whole into one buffer, handed on without a copy, and bounded over all connections of a loop.</summary>
public sealed class LongInputTests
{
    private const int Megabyte = 1 << 20;

    public static TheoryData<int, int> LengthsAndHints()
    {
        var data = new TheoryData<int, int>();
        foreach (var length in (int[])[16 * 1024, (16 * 1024) + 1, KeptInput.ArrayBytesMax, KeptInput.ArrayBytesMax + 1, 256 * 1024, Megabyte - 1, 3 * Megabyte])
        {
            foreach (var hintPercent in (int[])[0, 1, 50, 100, 300])
                data.Add(length, hintPercent);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LengthsAndHints))]
    public async Task They_arrive_whole_one_after_the_other_whatever_is_expected(int length, int hintPercent)
    {
        const int Requests = 3;
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                var whole = data.Length / length * length;
                connection.ExpectInput((length - (data.Length - whole)) * (long)hintPercent / 100);
                new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw(data[..whole]);
                return whole;
            },
        });
        using var socket = await fixture.ConnectAsync();
        var sent = Random(length * Requests);
        var sending = SendInPiecesAsync(socket, sent, new Random(length + hintPercent));
        Assert.Equal(sent, await LoopFixture.ReceiveAsync(socket, sent.Length));
        await sending;
        await NothingIsHeldAsync(fixture);
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 100_000)]
    [InlineData(Megabyte, 1)]
    [InlineData(Megabyte, 777_777)]
    public async Task What_is_taken_over_is_sent_from_where_it_was_received(int length, int pieceBytes)
    {
        const int Requests = 4;
        var takenCount = 0;
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                if (data.Length < length)
                {
                    connection.ExpectInput(length - data.Length);
                    return 0;
                }

                if (connection.TryTakeInput(data[..length]) is { } taken)
                {
                    takenCount++;
                    connection.Write(taken);
                    taken.Release();
                }
                else
                {
                    new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw(data[..length]);
                }

                // What is behind it may still be looked at.
                Assert.True(data[length..].Length < length);
                return length;
            },
        });
        using var socket = await fixture.ConnectAsync();
        var sent = Random(length * Requests);
        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length; at += Math.Max(pieceBytes, 4096))
                await socket.SendAsync(sent.AsMemory(at, Math.Min(Math.Max(pieceBytes, 4096), sent.Length - at)));
        }, TestContext.Current.CancellationToken);
        Assert.Equal(sent, await LoopFixture.ReceiveAsync(socket, sent.Length));
        await sending;
        Assert.InRange(takenCount, 1, Requests);
        await NothingIsHeldAsync(fixture);
    }

    [Fact]
    public async Task What_is_behind_a_part_that_was_taken_over_comes_next()
    {
        const int Length = 200_000;
        LongBytes? held = null;
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                if (data.Length < Length + 3)
                    return 0;
                held ??= connection.TryTakeInput(data[..Length]);
                new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw(data[Length..(Length + 3)]);
                return Length;
            },
        });
        using var socket = await fixture.ConnectAsync();
        var sent = Random(Length + 3);
        await socket.SendAsync(sent);
        Assert.Equal(sent[Length..], await LoopFixture.ReceiveAsync(socket, 3));
        Assert.Equal(sent[..Length], await fixture.InLoopAsync(() => held!.Bytes.ToArray()));
        Assert.Equal(Length, await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.Bytes));
        await fixture.InLoopAsync(() =>
        {
            held!.Release();
            return true;
        });
        await NothingIsHeldAsync(fixture);
    }

    [Fact]
    public async Task Together_they_hold_no_more_than_there_is_room_for_and_all_end()
    {
        const int Clients = 20;
        const int Most = 2 * Megabyte;
        var peak = 0L;
        await using var fixture = new LoopFixture(
            configure: options => options with { LongInputBytesMax = Most },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    peak = Math.Max(peak, connection.Loop.Buffers.LongInputs.Bytes);
                    if (data.Length < Megabyte)
                    {
                        connection.ExpectInput(Megabyte - data.Length);
                        return 0;
                    }

                    new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw("x"u8);
                    return Megabyte;
                },
            });
        var sockets = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => fixture.ConnectAsync()));
        await Task.WhenAll(sockets.Select(async socket =>
        {
            for (var round = 0; round < 3; round++)
            {
                await socket.SendAsync(new byte[Megabyte]);
                Assert.Single(await LoopFixture.ReceiveAsync(socket, 1));
            }
        }));

        // Each begins before it asks, and the one that may always go on has at most all of its own.
        Assert.InRange(peak, 1, Most + Megabyte + (Clients * 256 * 1024));
        await NothingIsHeldAsync(fixture);
        Array.ForEach(sockets, static socket => socket.Dispose());
    }

    [Fact]
    public async Task They_stay_in_warm_memory_while_they_end_one_after_the_other()
    {
        const int Clients = 20;
        const int Warm = 2 * Megabyte;
        var peak = 0L;
        await using var fixture = new LoopFixture(
            configure: options => options with { Time = new FakeTimeProvider(), LongInputBytesMax = 64L * Megabyte, WarmInputBytes = Warm },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    peak = Math.Max(peak, connection.Loop.Buffers.LongInputs.MemoryBytes);
                    if (data.Length < Megabyte)
                    {
                        connection.ExpectInput(Megabyte - data.Length);
                        return 0;
                    }

                    if (connection.TryTakeInput(data[..Megabyte]) is { } taken)
                        connection.Loop.Post(static bytes => ((LongBytes)bytes!).Release(), taken);
                    new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw("x"u8);
                    return Megabyte;
                },
            });
        var sockets = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => fixture.ConnectAsync()));
        try
        {
            await Task.WhenAll(sockets.Select(async socket =>
            {
                for (var round = 0; round < 3; round++)
                {
                    await socket.SendAsync(new byte[Megabyte]);
                    Assert.Single(await LoopFixture.ReceiveAsync(socket, 1));
                }
            }));
            await NothingIsHeldAsync(fixture);
            Assert.Equal(0, await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.MemoryBytes));
        }
        finally
        {
            // Time stands still, and no timer would close them.
            Array.ForEach(sockets, static socket => socket.Dispose());
        }

        // One more that was let in below the bound, and the one that may always go on.
        Assert.InRange(peak, 1, Warm + (3 * Megabyte));
    }

    [Fact]
    public async Task One_that_is_slow_keeps_the_others_from_warm_memory_but_not_for_long()
    {
        const int Slow = 200_000;
        await using var fixture = new LoopFixture(
            configure: options => options with { WarmInputBytes = Slow / 2, LongInputStallTimeout = TimeSpan.FromMinutes(10) },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    if (data.Length < Megabyte)
                    {
                        connection.ExpectInput(Megabyte - data.Length);
                        return 0;
                    }

                    new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw("x"u8);
                    return Megabyte;
                },
            });
        using var slow = await fixture.ConnectAsync();
        await slow.SendAsync(new byte[Slow]);
        await Eventually.True(async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.Bytes) == Slow, "it has begun");
        using var other = await fixture.ConnectAsync();
        for (var round = 0; round < 3; round++)
        {
            var sending = other.SendAsync(new byte[Megabyte]);
            Assert.Single(await LoopFixture.ReceiveAsync(other, 1));
            await sending;
        }

        await slow.SendAsync(new byte[Megabyte - Slow]);
        Assert.Single(await LoopFixture.ReceiveAsync(slow, 1));
    }

    [Fact]
    public async Task One_whose_client_sends_nothing_more_makes_way_for_those_that_wait()
    {
        await using var fixture = new LoopFixture(
            configure: options => options with { LongInputBytesMax = 100_000, LongInputStallTimeout = TimeSpan.FromMilliseconds(50) },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    if (data.Length < Megabyte)
                    {
                        connection.ExpectInput(Megabyte - data.Length);
                        return 0;
                    }

                    new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw("x"u8);
                    return Megabyte;
                },
            });
        using var silent = await fixture.ConnectAsync();
        var handler = await fixture.HandlerAsync();
        await silent.SendAsync(new byte[Megabyte / 2]);
        await Eventually.True(
            async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.Bytes) == Megabyte / 2, "half of it is there");
        Assert.False(handler.Closed.IsCompleted); // Alone it is nobody's trouble.

        using var other = await fixture.ConnectAsync();
        var sending = other.SendAsync(new byte[Megabyte]);
        Assert.Single(await LoopFixture.ReceiveAsync(other, 1));
        await sending;
        Assert.Equal(ConnectionLimit.Input, Assert.IsType<ConnectionLimitException>(await Eventually.Within(handler.Closed)).Limit);
    }

    [Fact]
    public async Task One_that_is_lost_while_it_waits_is_forgotten()
    {
        await using var fixture = new LoopFixture(
            configure: options => options with { LongInputBytesMax = 100_000 },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    connection.ExpectInput(Megabyte - data.Length);
                    return 0;
                },
            });
        using var first = await fixture.ConnectAsync();
        await first.SendAsync(new byte[200_000]);
        await Eventually.True(
            async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.Bytes) == 200_000, "the first is there");
        var second = await fixture.ConnectAsync();
        await second.SendAsync(new byte[200_000]);
        await Eventually.True(
            async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.WaitingCount) == 1, "the second waits");
        second.LingerState = new LingerOption(enable: true, 0);
        second.Dispose();
        await Eventually.True(
            async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs.WaitingCount) == 0, "it is gone");
    }

    private static async Task NothingIsHeldAsync(LoopFixture fixture) => await Eventually.True(
        async () => await fixture.InLoopAsync(() => fixture.Loop.Buffers.LongInputs is { Bytes: 0, WaitingCount: 0 }), "nothing is held");

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendInPiecesAsync(Socket socket, byte[] payload, Random random)
    {
        for (var at = 0; at < payload.Length;)
            at += await socket.SendAsync(payload.AsMemory(at, Math.Min(payload.Length - at, random.Next(1, 200_000))));
    }
}
