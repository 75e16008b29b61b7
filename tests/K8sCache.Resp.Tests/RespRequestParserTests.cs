using System.Text;

namespace K8sCache.Resp.Tests;

/// <summary>What is expected here is what redis-server 7.0.15 answered to the same bytes.</summary>
public sealed class RespRequestParserTests
{
    [Theory]
    [RespData("*1\r\n$4\r\nPING\r\n", "PING")]
    [RespData("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n", "SET|k|")]
    [RespData("*2\r\n$4\r\nECHO\r\n$4\r\n\r\n\r\n\r\n", "ECHO|\r\n\r\n")]
    [RespData("*2\r\n$4\r\nECHO\r\n$12\r\n0123456789AB\r\n", "ECHO|0123456789AB")]
    [RespData("*0\r\n*-1\r\n*-5\r\n\r\n\n*1\r\n$4\r\nPING\r\n", "PING")]
    [RespData("*1\r\n$4\r\nPINGxx", "PING")]
    [RespData("*1\rX$4\rXPINGxx", "PING")]
    [RespData("*1\r\n$0\r\n\r\n", "")]
    [RespData("PING\r\n", "PING")]
    [RespData("PING\n", "PING")]
    [RespData("PING\r\r\n", "PING")]
    [RespData("  \t PING \r  \r\n", "PING")]
    [RespData("ECHO \"a b\"\r\n", "ECHO|a b")]
    [RespData("ECHO \"a\\x41\\n\\r\\t\\b\\a\\q\\\\\\\"\"\r\n", "ECHO|aA\n\r\t\b\aq\\\"")]
    [RespData("ECHO 'a\\'b\\n'\r\n", "ECHO|a'b\\n")]
    [RespData("ECHO a\"b c\"\r\n", "ECHO|ab c")]
    [RespData("ECHO \"\" ''\r\n", "ECHO||")]
    [RespData("ECHO \"\\x4\" \"\\xzz\"\r\n", "ECHO|x4|xzz")]
    [RespData("ECHO a\\x41 \v\fa\r\n", "ECHO|a\\x41|a")]
    [RespData("$4\r\n", "$4")]
    [RespData("+PING\r\n", "+PING")]
    public void A_request_is_found_however_it_arrives(RespFeed feed, string expected)
    {
        var result = ParsedFeed.Of(feed, RespLimits.Default);
        Assert.Null(result.Error);
        Assert.Equal(expected, result.Requests[0]);
        Assert.Equal(feed.PayloadLength, result.FirstEnd);
        Assert.Equal(feed.Bytes.Length == feed.PayloadLength ? 1 : 2, result.Requests.Count);
    }

    [Theory]
    [RespData("*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n*1\r\n$1\r\nx\r\n", "PING GET|k PING x")]
    public void Requests_follow_each_other(RespFeed feed, string expected)
    {
        var requests = ParsedFeed.Of(feed, RespLimits.Default).Requests;
        Assert.Equal(expected.Split(' '), requests.Take(4));
    }

    [Theory]
    [RespData("*x\r\n", "invalid multibulk length")]
    [RespData("*\r\n", "invalid multibulk length")]
    [RespData("*01\r\n", "invalid multibulk length")]
    [RespData("*+1\r\n", "invalid multibulk length")]
    [RespData("* 1\r\n", "invalid multibulk length")]
    [RespData("*1 \r\n", "invalid multibulk length")]
    [RespData("*-0\r\n", "invalid multibulk length")]
    [RespData("*1048577\r\n", "invalid multibulk length")]
    [RespData("*99999999999999999999\r\n", "invalid multibulk length")]
    [RespData("*1\r\n$x\r\n", "invalid bulk length")]
    [RespData("*1\r\n$-1\r\n", "invalid bulk length")]
    [RespData("*1\r\n$-0\r\n", "invalid bulk length")]
    [RespData("*1\r\n$04\r\n", "invalid bulk length")]
    [RespData("*1\r\n$536870913\r\n", "invalid bulk length")]
    [RespData("*1\r\n!4\r\nPING\r\n", "expected '$', got '!'")]
    [RespData("*1\r\n\r\n", "expected '$', got ' '")]
    [RespData("*1\r\n\n\r\n", "expected '$', got ' '")]
    [RespData("*1\r\n\u00ff1\r\n", "expected '$', got '\u00ff'")]
    [RespData("*2\r\n$4\r\nECHO\r\nPING\r\n", "expected '$', got 'P'")]
    [RespData("ECHO \"a\r\n", "unbalanced quotes in request")]
    [RespData("ECHO 'a\r\n", "unbalanced quotes in request")]
    [RespData("ECHO \"a\"b\r\n", "unbalanced quotes in request")]
    [RespData("ECHO \"a\\\"\r\n", "unbalanced quotes in request")]
    public void Nonsense_is_refused_in_Redis_words(RespFeed feed, string expected)
    {
        var result = ParsedFeed.Of(feed, RespLimits.Default);
        Assert.Empty(result.Requests);
        Assert.Equal("ERR Protocol error: " + expected, result.Error);
    }

    [Theory]
    [RespData("*11\r\n", "unauthenticated multibulk length")]
    [RespData("*1048576\r\n", "unauthenticated multibulk length")]
    [RespData("*2\r\n$16385\r\n", "unauthenticated bulk length")]
    [RespData("*1\r\n$536870913\r\n", "invalid bulk length")]
    [RespData("*99999999999\r\n", "invalid multibulk length")]
    public void Strangers_may_send_little(RespFeed feed, string expected) =>
        Assert.Equal("ERR Protocol error: " + expected, ParsedFeed.Of(feed, RespLimits.Unauthenticated).Error);

    [Theory]
    [InlineData("*1\r\n$536870912\r\n")]
    [InlineData("*1048576\r\n")]
    [InlineData("*10")]
    [InlineData("*10\r")]
    [InlineData("PING")]
    [InlineData("*1\r\n$4\r\nPING\r")]
    public void A_part_asks_for_more(string payload)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        Assert.Equal(RespStatus.NeedMoreData, parser.TryParse(Encoding.Latin1.GetBytes(payload), out var consumed, out _));
        Assert.Equal(0, consumed);
        Assert.True(parser.IsMidRequest);
    }

    [Theory]
    [InlineData("*", '1', "too big mbulk count string")]
    [InlineData("*1\r\n$", '1', "too big bulk count string")]
    [InlineData("", 'a', "too big inline request")]
    public void A_line_that_never_ends_is_refused(string start, char filler, string expected)
    {
        var limit = RespLimits.Default.InlineBytesMax;
        var allowed = Encoding.Latin1.GetBytes(start + new string(filler, limit - start.Length));
        Assert.Null(ParsedFeed.Of(RespFeed.InPieces(allowed, 1, 5000), RespLimits.Default).Error);
        var tooLong = Encoding.Latin1.GetBytes(start + new string(filler, limit + 1));
        var result = ParsedFeed.Of(RespFeed.InPieces(tooLong, 1, 5000), RespLimits.Default);
        Assert.Equal("ERR Protocol error: " + expected, result.Error);
    }

    [Fact]
    public void A_claimed_length_allocates_nothing()
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var data = "*1048576\r\n$536870912\r\nabc"u8.ToArray();
        parser.TryParse("*1\r\n$1\r\nx\r\n"u8, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(RespStatus.NeedMoreData, parser.TryParse(data, out _, out _));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024);
    }

    [Fact]
    public void Many_arguments_are_all_found_and_their_array_is_not_kept()
    {
        const int Count = 100_000;
        var payload = Encoding.Latin1.GetBytes($"*{Count}\r\n" + string.Concat(Enumerable.Repeat("$1\r\nx\r\n", Count)));
        var parser = new RespRequestParser(RespLimits.Default);
        Assert.Equal(RespStatus.Done, parser.TryParse(payload, out var consumed, out var request));
        Assert.Equal(payload.Length, consumed);
        Assert.Equal(Count, request.Count);
        Assert.Equal((byte)'x', request[Count - 1][0]);
    }

    [Fact]
    public void The_wire_of_a_request_is_its_own_bytes_without_the_empty_ones_before_it()
    {
        var parser = new RespRequestParser(RespLimits.Default);
        parser.TryParse("\r\n*0\r\n*1\r\n$4\r\nPING\r\n*1\r\n"u8, out var consumed, out var request);
        Assert.Equal("*1\r\n$4\r\nPING\r\n"u8, request.Wire);
        Assert.Equal(20, consumed);
        Assert.False(request.IsInline);
    }

    [Fact]
    public void Limits_may_change_between_requests()
    {
        var parser = new RespRequestParser(RespLimits.Unauthenticated);
        parser.TryParse("*1\r\n$4\r\nAUTH\r\n"u8, out _, out _);
        parser.Limits = RespLimits.Default;
        Assert.Equal(RespStatus.NeedMoreData, parser.TryParse("*11\r\n"u8, out _, out _));
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var data = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n"u8.ToArray();
        parser.TryParse(data, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            parser.TryParse(data.AsSpan(0, 20), out _, out _);
            parser.TryParse(data, out _, out var request);
            if (request.Count != 3)
                throw new InvalidOperationException();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
