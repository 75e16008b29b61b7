using System.Text;

namespace K8sCache.Resp.Tests;

/// <summary>The scanner, which passes replies on, and the reader, which materialises them, over the same bytes.</summary>
public sealed class RespReplyTests
{
    [Theory]
    [RespData("+OK\r\n", "OK")]
    [RespData("+\r\n", "")]
    [RespData("-ERR no\r\n", "-ERR no")]
    [RespData(":-12\r\n", "-12")]
    [RespData("$5\r\nhello\r\n", "\"hello\"")]
    [RespData("$2\r\n\r\n\r\n", "\"\r\n\"")]
    [RespData("$0\r\n\r\n", "\"\"")]
    [RespData("$-1\r\n", "null")]
    [RespData("*-1\r\n", "null")]
    [RespData("_\r\n", "null")]
    [RespData("*0\r\n", "[]")]
    [RespData("*2\r\n$1\r\na\r\n*2\r\n:1\r\n*0\r\n", "[\"a\", [1, []]]")]
    [RespData("%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n_\r\n", "{a, 1, b, [null]}")]
    [RespData("~2\r\n#t\r\n#f\r\n", "[t, f]")]
    [RespData(">2\r\n+load\r\n:3\r\n", "[load, 3]")]
    [RespData("|1\r\n+ttl\r\n:1\r\n*2\r\n|0\r\n:1\r\n:2\r\n", "[1, 2]")]
    [RespData(",1.5\r\n", "1.5")]
    [RespData(",-inf\r\n", "-inf")]
    [RespData("(3492890328409238509324850943850943825024385\r\n", "3492890328409238509324850943850943825024385")]
    [RespData("=8\r\ntxt:text\r\n", "\"text\"")]
    [RespData("!5\r\nERR x\r\n", "-ERR x")]
    public void A_reply_of_any_type_is_found_and_read(RespFeed feed, string expected)
    {
        var scanner = new RespReplyScanner(RespLimits.Default);
        var status = RespStatus.NeedMoreData;
        var length = 0;
        foreach (var end in feed.Ends)
        {
            Assert.Equal(RespStatus.NeedMoreData, status);
            status = scanner.TryScan(feed.Bytes.AsSpan(0, end), out length);
        }

        Assert.Equal(RespStatus.Done, status);
        Assert.Equal(feed.PayloadLength, length);
        Assert.Equal(RespStatus.Done, RespReader.TryRead(feed.Bytes, RespLimits.Default, out var value, out var consumed));
        Assert.Equal(feed.PayloadLength, consumed);
        Assert.Equal(expected, value!.ToString());
    }

    [Theory]
    [RespData("*3\r\n$5\r\nhello\r\n*2\r\n:1\r\n*0\r\n$2\r\n\r\n\r\n")]
    [RespData("%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n_\r\n")]
    [RespData(":12\r\n")]
    public void A_reply_passed_on_by_its_elements_as_they_come_ends_where_it_ends(RespFeed feed)
    {
        var scanner = new RespReplyScanner(RespLimits.Default);
        var status = RespStatus.NeedMoreData;
        var (passed, length) = (0, 0);
        foreach (var end in feed.Ends)
        {
            status = scanner.TryScan(feed.Bytes.AsSpan(passed, end - passed), out length);
            if (status == RespStatus.NeedMoreData)
                passed += scanner.TakeScanned();
        }

        Assert.Equal(RespStatus.Done, status);
        Assert.Equal(feed.PayloadLength, passed + length);
    }

    [Theory]
    [RespData("hello\r\n")]
    [RespData("$x\r\n")]
    [RespData("$-2\r\n")]
    [RespData("$536870913\r\n")]
    [RespData("*-2\r\n")]
    [RespData("%-1\r\n")]
    [RespData("=-1\r\n")]
    [RespData("*2147483648\r\n")]
    [RespData("$1\r\nabc")]
    [RespData("+OK\rx")]
    [RespData("*1\r\n?\r\n")]
    [RespData("$?\r\n")]
    public void What_is_no_reply_is_invalid(RespFeed feed)
    {
        var scanner = new RespReplyScanner(RespLimits.Default);
        var status = RespStatus.NeedMoreData;
        foreach (var end in feed.Ends)
        {
            if (status == RespStatus.NeedMoreData)
                status = scanner.TryScan(feed.Bytes.AsSpan(0, end), out _);
        }

        Assert.Equal(RespStatus.Invalid, status);
    }

    [Theory]
    [InlineData("#x\r\n")]
    [InlineData(":x\r\n")]
    [InlineData(",x\r\n")]
    [InlineData("_x\r\n")]
    [InlineData("=2\r\nab\r\n")]
    public void What_the_scanner_passes_the_reader_may_still_refuse(string payload) =>
        Assert.Equal(
            RespStatus.Invalid, RespReader.TryRead(Encoding.Latin1.GetBytes(payload), RespLimits.Default, out _, out _));

    [Fact]
    public void Replies_follow_each_other_in_one_buffer()
    {
        var data = "+a\r\n*1\r\n:1\r\n$1\r\nb\r\n"u8;
        var scanner = new RespReplyScanner(RespLimits.Default);
        var lengths = new List<int>();
        while (!data.IsEmpty && scanner.TryScan(data, out var length) == RespStatus.Done)
        {
            lengths.Add(length);
            data = data[length..];
        }

        Assert.Equal([4, 8, 7], lengths);
    }

    [Fact]
    public void Nesting_is_scanned_to_any_depth_but_read_to_a_limit()
    {
        const int Depth = 10_000;
        var data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", Depth)) + ":1\r\n");
        var scanner = new RespReplyScanner(RespLimits.Default);
        Assert.Equal(RespStatus.Done, scanner.TryScan(data, out var length));
        Assert.Equal(data.Length, length);
        Assert.Equal(RespStatus.Invalid, RespReader.TryRead(data, RespLimits.Default, out _, out _));

        var allowed = data.AsSpan((Depth - RespLimits.Default.NestingMax) * 4);
        Assert.Equal(RespStatus.Done, RespReader.TryRead(allowed, RespLimits.Default, out _, out _));
        Assert.Equal(RespStatus.Invalid, RespReader.TryRead(data.AsSpan((Depth - RespLimits.Default.NestingMax - 1) * 4), RespLimits.Default, out _, out _));
    }

    [Fact]
    public void A_long_array_is_scanned_once_however_slowly_it_arrives()
    {
        var data = Encoding.ASCII.GetBytes("*100000\r\n" + string.Concat(Enumerable.Repeat(":1\r\n", 100_000)));
        var scanner = new RespReplyScanner(RespLimits.Default);
        var status = RespStatus.NeedMoreData;
        for (var end = 16; status == RespStatus.NeedMoreData; end = Math.Min(end + 16, data.Length))
            status = scanner.TryScan(data.AsSpan(0, end), out _);
        Assert.Equal(RespStatus.Done, status);
    }

    [Fact]
    public void Claims_allocate_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        RespReader.TryRead("*2147483647\r\n*2147483647\r\n$536870912\r\n"u8, RespLimits.Default, out _, out _);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024);
    }
}
