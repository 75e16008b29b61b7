using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Tests.Api;

/// <summary>Hooks for tests of the core: JSON bodies, everybody may do everything, schemas as given.</summary>
internal sealed class PlainHooks : IBodyDecoder, IAuthenticator, IAuthorizer, ISchemaSource
{
    private readonly Dictionary<string, JsonObject> _schemas = [];

    public static ApiHooks Create(PlainHooks? hooks = null)
    {
        hooks ??= new PlainHooks();
        return new ApiHooks
        {
            Decoder = hooks,
            Admission = new PlainAdmission(),
            Schemas = hooks,
            Authenticator = hooks,
            Authorizer = hooks,
        };
    }

    public PlainHooks WithSchema(string kind, string schema)
    {
        _schemas[kind] = JsonNode.Parse(schema)!.AsObject();
        return this;
    }

    public DecodedBody Decode(ReadOnlyMemory<byte> body, string mediaType, ResourceDefinition? resource, string expectedKind)
    {
        try
        {
            return new DecodedBody(JsonNode.Parse(body.Span)!.AsObject(), []);
        }
        catch (JsonException e)
        {
            throw Errors.BadRequest(e.Message);
        }
    }

    public UserInfo? Authenticate(HttpContext context) => UserInfo.System("test");

    public bool Allows(UserInfo user, RequestInfo request) => true;

    public string Refusal(UserInfo user, RequestInfo request) => "";

    public JsonObject? SchemaOf(ResourceDefinition resource) => _schemas.GetValueOrDefault(resource.Kind);

    public JsonObject? Resolve(string reference) => _schemas.GetValueOrDefault(reference[(reference.LastIndexOf('/') + 1)..]);
}
