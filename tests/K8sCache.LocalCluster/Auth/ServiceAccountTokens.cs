using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>
/// Issues and checks service account tokens: JWTs signed with a key of this process (HMAC-SHA256), bound to the account's
/// uid, so that a deleted account's tokens are worth nothing.
/// </summary>
public sealed class ServiceAccountTokens(Func<IClusterApi> api, TimeProvider time)
{
    public const string DefaultAudience = "https://kubernetes.default.svc";

    private const string CredentialIdKey = "authentication.kubernetes.io/credential-id";

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public static string UserName(string ns, string name) => $"system:serviceaccount:{ns}:{name}";

    /// <summary>A token for an account, which must exist.</summary>
    public string Issue(string ns, string name, TimeSpan lifetime, params IReadOnlyList<string> audiences)
    {
        var account = api().Get(KnownResources.ServiceAccounts, ns, name);
        var now = time.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. (audiences.Count == 0 ? [DefaultAudience] : audiences).Select(audience => JsonValue.Create(audience))]),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = DefaultAudience,
            ["jti"] = new Guid(RandomNumberGenerator.GetBytes(16)).ToString(),
            ["kubernetes.io"] = new JsonObject
            {
                ["namespace"] = ns,
                ["serviceaccount"] = new JsonObject { ["name"] = name, ["uid"] = JsonEdit.Text(account, "metadata.uid") },
            },
            ["sub"] = UserName(ns, name),
        };
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <returns>The user and the audiences they were asked for; null when forged, expired, or its account is gone.</returns>
    public (UserInfo User, IReadOnlyList<string> Audiences)? Verify(string token)
    {
        if (Claims(token) is not { } claims || (JsonEdit.Number(claims, "exp") ?? 0) <= time.GetUtcNow().ToUnixTimeSeconds()) return null;
        if (claims["kubernetes.io"] is not JsonObject about) return null;
        var ns = JsonEdit.Text(about, "namespace");
        var name = JsonEdit.Text(about, "serviceaccount.name");
        var uid = JsonEdit.Text(about, "serviceaccount.uid");
        var account = api().Find(KnownResources.ServiceAccounts, ns, name);
        if (account is null || JsonEdit.Text(account, "metadata.uid") != uid) return null;
        var user = new UserInfo(UserName(ns, name), ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"])
        {
            Uid = uid,
            Extra = new Dictionary<string, IReadOnlyList<string>> { [CredentialIdKey] = [$"JTI={JsonEdit.Text(claims, "jti")}"] },
        };
        return (user, JsonEdit.Texts(claims, "aud"));
    }

    private JsonObject? Claims(string token)
    {
        var end = token.LastIndexOf('.');
        if (end <= Header.Length || !token.StartsWith(Header + ".", StringComparison.Ordinal)) return null;
        var signed = token[..end];
        if (!Base64Url.IsValid(token.AsSpan(end + 1)) || !Base64Url.IsValid(token.AsSpan(Header.Length + 1, end - Header.Length - 1))) return null;
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed), Base64Url.DecodeFromChars(token.AsSpan(end + 1)))) return null;
        return JsonNode.Parse(Base64Url.DecodeFromChars(token.AsSpan(Header.Length + 1, end - Header.Length - 1))) as JsonObject;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text));
}
