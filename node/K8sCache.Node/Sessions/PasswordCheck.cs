using System.Security.Cryptography;
using System.Text;

namespace K8sCache.Node.Sessions;

/// <summary>The password of the only user, <c>default</c>; compared in constant time.</summary>
internal sealed class PasswordCheck
{
    public static readonly PasswordCheck NotRequired = new(null);

    private static readonly byte[] UserName = Encoding.ASCII.GetBytes("default");

    private readonly byte[]? _password;

    private PasswordCheck(byte[]? password) => _password = password;

    public bool IsRequired => _password is not null;

    /// <summary>What other nodes are given when connecting to them.</summary>
    public ReadOnlySpan<byte> Password => _password;

    /// <summary>A trailing line end is not part of the password: editors and Secrets disagree about it.</summary>
    public static PasswordCheck FromFile(string path)
    {
        var text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Length == 0 ? NotRequired : new PasswordCheck(Encoding.UTF8.GetBytes(text));
    }

    public bool Accepts(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) =>
        user.SequenceEqual(UserName)
        && (_password is null || CryptographicOperations.FixedTimeEquals(password, _password));
}
