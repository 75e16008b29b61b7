namespace K8sCache.LocalCluster.Api;

/// <summary>
/// What the server needs to know of one resource in one version: names, scope, verbs, subresources and the rules by
/// which its objects are written. Immutable; <see cref="ResourceRegistry"/> swaps whole definitions.
/// </summary>
public sealed record ResourceDefinition
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Plural { get; init; }

    public required string Kind { get; init; }

    public string Singular { get => field.Length == 0 ? Kind.ToLowerInvariant() : field; init; } = "";

    /// <summary>Kind of a list; <c>Kind + "List"</c> unless a CRD names another.</summary>
    public string ListKind { get => field.Length == 0 ? Kind + "List" : field; init; } = "";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public required bool Namespaced { get; init; }

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    public IReadOnlyList<SubresourceDefinition> Subresources { get; init; } = [];

    /// <summary>
    /// Where objects are kept. Resources that are views of one store share it: <c>events</c> of core and of
    /// events.k8s.io, and all versions of a CRD.
    /// </summary>
    public GroupResource StoredAs { get => field.Plural is null ? Resource : field; init; }

    /// <summary>Defined by a CustomResourceDefinition: strategic merge patch is refused, texts differ in places.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Discovery's hash of the stored version; kubectl shows it nowhere, clients compare it.</summary>
    public string? StorageVersionHash { get; init; }

    /// <summary>The <c>status</c> subresource is on: status is dropped from main writes, spec from status writes.</summary>
    public bool HasStatus => Subresource("status") is not null;

    /// <summary>How <c>metadata.generation</c> moves.</summary>
    public GenerationRule Generation { get; init; } = GenerationRule.None;

    /// <summary>PUT of a missing name creates it.</summary>
    public bool AllowsCreateOnUpdate { get; init; }

    /// <summary>PUT without a resourceVersion overwrites.</summary>
    public bool AllowsUnconditionalUpdate { get; init; } = true;

    public NameRule NameRule { get; init; } = NameRule.Subdomain;

    /// <summary>Fields beside metadata.name and metadata.namespace that a fieldSelector may use, without a leading dot.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>A CRD version's additionalPrinterColumns; null for built-ins, whose columns are code.</summary>
    public IReadOnlyList<PrinterColumn>? PrinterColumns { get; init; }

    /// <summary>Where a CRD's scale subresource finds its numbers; null without one and for built-ins.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Text of the Warning header on every request, of a deprecated CRD version or API; null for none.</summary>
    public string? DeprecationWarning { get; init; }

    public static IReadOnlyList<string> AllVerbs { get; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public GroupResource Resource => new(Group, Plural);

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public SubresourceDefinition? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);
}
