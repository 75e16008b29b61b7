using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Where a page ended: the version of its list and the last key. Version -1 goes on inconsistently, as of now.</summary>
public sealed record ContinueToken(long Version, StoreKey After)
{
    public ContinueToken Inconsistent() => this with { Version = -1 };

    public string Encode()
    {
        var json = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Version, ["start"] = $"{After.Namespace}/{After.Name}\0" };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    /// <exception cref="ApiException">400: no token of ours.</exception>
    public static ContinueToken Decode(string token)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw Errors.BadRequest($"invalid continue token: continue key is not valid: illegal base64 data at input byte {token.Length}");
        }
        JsonObject json;
        try
        {
            json = JsonNode.Parse(text)?.AsObject() ?? [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Errors.BadRequest($"invalid continue token: continue key is not valid: {GoJsonError(text)}");
        }
        var start = (ObjectMeta.Text(json["start"]) ?? "").TrimEnd('\0').Split('/', 2);
        if (start.Length != 2 || ObjectMeta.Number(json["rv"]) is not { } version)
            throw Errors.BadRequest("invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        return new ContinueToken(version, new StoreKey(default, start[0], start[1]));
    }

    /// <summary>Go's words for text that starts like a literal and is none; enough for tokens that are not ours.</summary>
    private static string GoJsonError(string text)
    {
        foreach (var literal in (string[])["null", "true", "false"])
        {
            if (text.Length == 0 || text[0] != literal[0])
                continue;
            var at = text.Zip(literal).TakeWhile(p => p.First == p.Second).Count();
            if (at < Math.Min(text.Length, literal.Length))
                return $"invalid character '{text[at]}' in literal {literal} (expecting '{literal[at]}')";
        }
        return text.Length == 0 ? "unexpected end of JSON input" : $"invalid character '{text[0]}' looking for beginning of value";
    }
}
