using System.Net;
using System.Net.Sockets;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Networking;

public sealed class ServiceProxyTests
{
    [Fact]
    public async Task Connections_go_to_ready_endpoints_in_turn_and_open_ones_stay()
    {
        await using var first = new EchoServer();
        await using var second = new EchoServer();
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var service = cluster.Create(KnownResources.Services, """{"metadata":{"name":"s"},"spec":{"ports":[{"name":"resp","port":6379}]}}""");
        var address = IPAddress.Parse(service.Text("spec", "clusterIP")!);
        AddSlice(cluster, "one", first.Port);
        AddSlice(cluster, "two", second.Port);
        await Eventually.True(async () => await Answers(address) is true && first.Accepted > 0 && second.Accepted > 0);

        using var kept = await Open(address);
        Assert.True(await Echoes(kept));
        cluster.Api.Delete(KnownResources.EndpointSlices, TestCluster.Namespace, "one");
        cluster.Api.Delete(KnownResources.EndpointSlices, TestCluster.Namespace, "two");
        await Eventually.True(async () => await Answers(address) is false);
        Assert.True(await Echoes(kept));

        cluster.Api.Delete(KnownResources.Services, TestCluster.Namespace, "s");
        await Eventually.True(async () => await Answers(address) is null);
    }

    private static void AddSlice(TestCluster cluster, string name, int port) => cluster.Create(KnownResources.EndpointSlices, $$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"kubernetes.io/service-name":"s"} },"addressType":"IPv4",
         "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true} }],"ports":[{"name":"resp","port":{{{port}}},"protocol":"TCP"}]}
        """);

    private static async Task<Socket> Open(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(address, 6379), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Null when nothing listens, false when the connection is closed at once.</summary>
    private static async Task<bool?> Answers(IPAddress address)
    {
        try
        {
            using var socket = await Open(address);
            return await Echoes(socket);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<bool> Echoes(Socket socket)
    {
        var token = TestContext.Current.CancellationToken;
        var buffer = new byte[4];
        try
        {
            await socket.SendAsync("ping"u8.ToArray(), token);
            return await socket.ReceiveAsync(buffer, token) == 4;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
