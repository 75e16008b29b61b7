using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Sessions;

public sealed class ReplyModeTests
{
    [Theory]
    [InlineData("CLIENT REPLY SKIP|SET a 1|GET a")]
    [InlineData("CLIENT REPLY SKIP|NOSUCH|GET a")]
    [InlineData("CLIENT REPLY SKIP|CLIENT REPLY SKIP|GET a|GET b")]
    [InlineData("CLIENT REPLY OFF|SET a 1|GET a|CLIENT REPLY ON|GET a")]
    [InlineData("CLIENT REPLY OFF|CLIENT REPLY SKIP|GET a|CLIENT REPLY ON|GET a")]
    [InlineData("CLIENT REPLY OFF|CLIENT REPLY BAD|GET|CLIENT REPLY ON")]
    [InlineData("CLIENT REPLY SKIP|CLIENT REPLY ON|GET a")]
    [InlineData("CLIENT REPLY BAD|CLIENT REPLY ON")]
    [InlineData("MULTI|CLIENT REPLY OFF|SET a 1|EXEC|CLIENT REPLY ON|GET a")]
    [InlineData("MULTI|CLIENT REPLY SKIP|SET a 1|EXEC|PING|GET a")]
    [InlineData("CLIENT REPLY SKIP|MULTI|SET a 1|EXEC")]
    public async Task What_is_left_out_is_what_redis_leaves_out(string commands)
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        Assert.Equal(await AllRepliesAsync(redis.EndPoint, commands), await AllRepliesAsync(node.EndPoint, commands));
    }

    private static async Task<string> AllRepliesAsync(System.Net.IPEndPoint endPoint, string commands)
    {
        using var client = await RawClient.ConnectAsync(endPoint);
        await client.SendAsync(commands.Split('|').SelectMany(RawClient.Encode).ToArray());
        await client.SendAsync(RawClient.Encode("ECHO end"));
        var replies = "";
        while (!replies.EndsWith("end\r\n", StringComparison.Ordinal))
            replies += await client.ReadTextAsync();
        return replies;
    }
}
