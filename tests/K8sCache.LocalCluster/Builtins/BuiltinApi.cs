using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Auth;
using K8sCache.LocalCluster.CustomResources;
using K8sCache.LocalCluster.Decoding;
using K8sCache.LocalCluster.Discovery;
using K8sCache.LocalCluster.OpenApi;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// The API core with everything that makes it Kubernetes: built-in kinds, custom resources, discovery, OpenAPI,
/// authentication and authorisation with the system namespaces and roles. Without HTTP; <c>ApiServer</c> adds that.
/// </summary>
public sealed class BuiltinApi
{
    private static readonly string[] SystemNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    private readonly CrdController _crds;

    private BuiltinApi(ApiCore core, IClusterApi api, CrdController crds, ServiceAccountTokens tokens, string adminToken)
    {
        Core = core;
        Api = api;
        _crds = crds;
        Tokens = tokens;
        AdminToken = adminToken;
    }

    public ApiCore Core { get; }

    /// <summary>The API for controllers in this process.</summary>
    public IClusterApi Api { get; }

    /// <summary>Issues the tokens that pods are given.</summary>
    public ServiceAccountTokens Tokens { get; }

    /// <summary>The bearer token of the kubeconfig: cluster administrator.</summary>
    public string AdminToken { get; }

    /// <param name="store">Where objects are kept.</param>
    /// <param name="serviceNetwork">The range that Services' cluster IPs come from.</param>
    /// <param name="time">Clock of timestamps and expiry.</param>
    /// <param name="random">Source of name suffixes, addresses and ports.</param>
    public static BuiltinApi Create(ObjectStore store, IPNetwork serviceNetwork, TimeProvider time, Random random)
    {
        // The hooks call the API and the API calls the hooks: the one is handed to the other once both are there.
        IClusterApi? api = null;
        IClusterApi Api() => api ?? throw new InvalidOperationException("the API is still being put together");

        var registry = new ResourceRegistry();
        registry.Add(BuiltinResources.All);
        var documents = new OpenApiDocuments();
        var schemas = new BuiltinSchemas(documents);
        var catalog = new CustomResourceCatalog();
        var tokens = new ServiceAccountTokens(Api, time);
        var adminToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var authenticator = new TokenAuthenticator(adminToken, tokens);
        var grants = new RoleGrants(Api);
        var authorizer = new RbacAuthorizer(grants);
        var objectMeta = schemas.Parsed(registry.Find(KnownResources.ConfigMaps)!)!.Properties["metadata"];
        var admission = new ClusterAdmission(
            schemas,
            new CustomResourceAdmission(catalog, objectMeta),
            new PodAdmission(Api, random),
            new ServiceAddresses(serviceNetwork, random),
            new EscalationCheck(authorizer, grants),
            grants);
        var hooks = new ApiHooks
        {
            Decoder = new BodyDecoder(),
            Admission = admission,
            Schemas = new SchemaSource(schemas, catalog),
            Authenticator = authenticator,
            Authorizer = authorizer,
            RequestHandlers = [new VersionHandler(registry), new DiscoveryHandler(registry), new OpenApiHandler(documents, catalog, registry)],
            Subresources = [.. new Reviews(authorizer, authenticator, time).Handlers(), new TokenRequestHandler(Api, tokens, time)],
        };
        var core = new ApiCore(store, registry, hooks, time, random);
        api = new ClusterApi(core, "kube-apiserver");
        foreach (var name in SystemNamespaces)
            api.Create(KnownResources.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        BootstrapRoles.Create(api);
        return new BuiltinApi(core, api, new CrdController(api, registry, catalog, time), tokens, adminToken);
    }

    /// <summary>Serves custom resources as their definitions come and go, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _crds.RunAsync(cancellationToken);
}
