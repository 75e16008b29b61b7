using System.Text;

namespace K8sCache.Resp.Tests;

public sealed class RequestPeekTests
{
    [Theory]
    [InlineData("*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n", "key")]
    [InlineData("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n", "k")]
    [InlineData("*1\r\n$4\r\nPING\r\n", "")]
    [InlineData("*2\r\n$3\r\nGET\r\n$0\r\n\r\n", "")]
    public void The_argument_behind_the_name_is_found_when_the_request_is_there_whole(string request, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(request + "*1\r\n$4\r\nPING\r\n");
        Assert.True(RequestPeek.TryRead(bytes, out var length, out var key));
        Assert.Equal(request.Length, length);
        Assert.Equal(expected, Encoding.Latin1.GetString(key));
        for (var end = 0; end < request.Length; end++)
            Assert.False(RequestPeek.TryRead(bytes.AsSpan(0, end), out _, out _), $"{end} bytes");
    }

    [Theory]
    [InlineData("GET key\r\n")]
    [InlineData("\r\n*1\r\n$4\r\nPING\r\n")]
    [InlineData("*0\r\n*1\r\n$4\r\nPING\r\n")]
    [InlineData("*-1\r\n*1\r\n$4\r\nPING\r\n")]
    [InlineData("*2\r\n:3\r\nGET\r\n$3\r\nkey\r\n")]
    [InlineData("*2\r\n$3\r\nGET\r\n$-1\r\nkey\r\n")]
    [InlineData("*2\r\n$3\r\nGET\r\n$99999999999999999999\r\nkey\r\n")]
    [InlineData("*6\r\n$1\r\na\r\n$1\r\na\r\n$1\r\na\r\n$1\r\na\r\n$1\r\na\r\n$1\r\na\r\n")]
    public void What_is_long_or_unusual_is_left_alone(string data) =>
        Assert.False(RequestPeek.TryRead(Encoding.Latin1.GetBytes(data), out _, out _));
}
