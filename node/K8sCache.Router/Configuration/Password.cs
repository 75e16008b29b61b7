using System.Security.Cryptography;
using System.Text;

namespace K8sCache.Router.Configuration;

/// <summary>The password of the only user, <c>default</c>: asked of clients, given to nodes.</summary>
internal sealed class Password
{
    private const string UserName = "default";

    private static readonly byte[] UserNameBytes = Encoding.ASCII.GetBytes(UserName);

    private readonly byte[] _bytes;

    private Password(byte[] bytes) => _bytes = bytes;

    public static Password None { get; } = new([]);

    public bool IsRequired => _bytes.Length > 0;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A trailing line end is not part of the password: editors and Secrets disagree about it.</summary>
    public static Password FromFile(string path)
    {
        var text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Length == 0 ? None : new Password(Encoding.UTF8.GetBytes(text));
    }

    public bool Accepts(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) =>
        user.SequenceEqual(UserNameBytes) && (!IsRequired || CryptographicOperations.FixedTimeEquals(password, _bytes));
}
