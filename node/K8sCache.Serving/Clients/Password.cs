using System.Security.Cryptography;

namespace K8sCache.Serving.Clients;

/// <summary>The password of the only user, <c>default</c>; compared in constant time.</summary>
/// <param name="bytes">Empty when none is asked for.</param>
public sealed class Password(byte[] bytes)
{
    public static Password None { get; } = new([]);

    public static ReadOnlySpan<byte> UserName => "default"u8;

    public bool IsRequired => bytes.Length > 0;

    /// <summary>What our own connections to servers with the same password say.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    public bool Accepts(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) =>
        user.SequenceEqual(UserName) && (!IsRequired || CryptographicOperations.FixedTimeEquals(password, bytes));
}
