using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using K8sCache.Hosting.Tls;
using K8sCache.Transport.Tests.Tls;

namespace K8sCache.Hosting.Tests.Tls;

/// <summary>Two identities meet over a real connection.</summary>
public sealed class TlsTrustTests
{
    private const string Service = "demo.default.svc";
    private const string ForServersOnly = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _authority = TestCertificates.Authority();

    [Fact]
    public async Task Pods_with_the_same_certificate_know_each_other_whoever_made_it()
    {
        // Not even the name need be right, and the authority is nobody's.
        using var folder = new SecretFolder(TestCertificates.Issue(_authority, "whatever"));
        var identity = Identity(folder);
        Assert.True(await MeetAsync(identity, identity));
    }

    [Theory]
    [InlineData(Service, null, true)]
    [InlineData("other.default.svc", null, false)]
    [InlineData(Service, ForServersOnly, true)]
    public async Task Another_certificate_counts_if_its_authority_and_name_are_right(string name, string? use, bool isTrusted)
    {
        using var ours = new SecretFolder(TestCertificates.Issue(_authority, Service), _authority);
        using var theirs = new SecretFolder(TestCertificates.Issue(_authority, name, use: use), _authority);
        Assert.Equal(isTrusted, await MeetAsync(Identity(ours), Identity(theirs)));
        Assert.Equal(isTrusted, await MeetAsync(Identity(theirs), Identity(ours)));
    }

    [Fact]
    public async Task Another_authority_does_not()
    {
        var another = TestCertificates.Authority("another");
        using var ours = new SecretFolder(TestCertificates.Issue(_authority, Service), _authority);
        using var theirs = new SecretFolder(TestCertificates.Issue(another, Service), another);
        Assert.False(await MeetAsync(Identity(ours), Identity(theirs)));
    }

    [Fact]
    public async Task The_certificate_before_a_change_is_known_still()
    {
        using var folder = new SecretFolder(TestCertificates.Issue(_authority));
        var late = Identity(folder);
        var early = Identity(folder);
        folder.Swap(TestCertificates.Issue(_authority));
        Assert.Equal(TlsReload.Taken, early.Reload(out _));

        // Who has the new one knows the old one; who has not read the new one yet cannot know it.
        Assert.False(await MeetAsync(early, late));
        Assert.Equal(TlsReload.Taken, late.Reload(out _));
        Assert.True(await MeetAsync(early, late));
    }

    [Fact]
    public async Task What_has_expired_is_not_trusted_not_even_our_own()
    {
        using var folder = new SecretFolder(
            TestCertificates.Issue(_authority, Service, TimeProvider.System.GetUtcNow().AddHours(-1)), _authority);
        Assert.False(await MeetAsync(Identity(folder), Identity(folder)));
    }

    [Theory]
    [InlineData(TlsAuthClients.No, false, true)]
    [InlineData(TlsAuthClients.Optional, false, true)]
    [InlineData(TlsAuthClients.Yes, false, false)]
    [InlineData(TlsAuthClients.Optional, true, true)]
    [InlineData(TlsAuthClients.Yes, true, true)]
    public async Task Clients_are_asked_for_a_certificate_as_the_option_says(TlsAuthClients asked, bool shown, bool isTrusted)
    {
        using var folder = new SecretFolder(TestCertificates.Issue(_authority), _authority);
        var server = new TlsIdentity(new TlsOptions { SecretFolder = folder.Path, AuthClients = asked, PeerName = Service }, TimeProvider.System);
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            ClientCertificateContext = shown
                ? SslStreamCertificateContext.Create(TestCertificates.Issue(_authority, "client"), [], offline: true) : null,
        };
        Assert.Equal(isTrusted, await MeetAsync(server.ForClients(), client));
    }

    [Fact]
    public async Task A_foreign_client_is_refused_even_where_none_is_required()
    {
        using var folder = new SecretFolder(TestCertificates.Issue(_authority), _authority);
        var server = new TlsIdentity(new TlsOptions { SecretFolder = folder.Path, AuthClients = TlsAuthClients.Optional }, TimeProvider.System);
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            ClientCertificateContext = SslStreamCertificateContext.Create(
                TestCertificates.Issue(TestCertificates.Authority("another"), "client"), [], offline: true),
        };
        Assert.False(await MeetAsync(server.ForClients(), client));
    }

    private static TlsIdentity Identity(SecretFolder folder) =>
        new(new TlsOptions { SecretFolder = folder.Path, PeerName = Service }, TimeProvider.System);

    private static Task<bool> MeetAsync(TlsIdentity server, TlsIdentity client) => MeetAsync(server.ForPeers(), client.ToPeers());

    /// <summary>Whether a byte gets through from the client to the server.</summary>
    private static async Task<bool> MeetAsync(SslServerAuthenticationOptions server, SslClientAuthenticationOptions client)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var outgoing = new TcpClient();
        await outgoing.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var incoming = await listener.AcceptTcpClientAsync();
        await using var near = new SslStream(outgoing.GetStream());
        await using var far = new SslStream(incoming.GetStream());
        var accepting = far.AuthenticateAsServerAsync(server);
        try
        {
            try
            {
                await near.AuthenticateAsClientAsync(client);
                await near.WriteAsync(new byte[1]);
            }
            catch
            {
                outgoing.Close();
                throw;
            }

            await accepting;
            return await far.ReadAsync(new byte[1]) == 1;
        }
        catch (Exception error) when (error is System.Security.Authentication.AuthenticationException or IOException)
        {
            // The other half fails as well, in its own words.
            outgoing.Close();
            await Task.WhenAny(accepting);
            return false;
        }
    }
}
