namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>
/// What a kind's own rules do to an object on its way in. The server calls the steps in this order for each create
/// and update (patches included, applied already), each may change <see cref="AdmissionContext.Object"/>:
/// <list type="number">
/// <item><see cref="Decode"/> (without managedFields, which the server keeps aside);</item>
/// <item>the server's own rules for namespace, status and immutable metadata, then field ownership is tracked;</item>
/// <item><see cref="Mutate"/>: admission plugins; nobody owns what they set;</item>
/// <item><see cref="Prepare"/>: allocation and carrying over; the same;</item>
/// <item>metadata validation by the server, then <see cref="Validate"/>; both lists make one 422.</item>
/// </list>
/// All calls are made under no lock and may be repeated when a concurrent writer wins.
/// </summary>
public interface IAdmission
{
    /// <summary>
    /// Checks types, prunes unknown fields and fills in defaults.
    /// </summary>
    /// <returns>Problems such as <c>unknown field "spec.colour"</c>; the server turns them into warnings or, with Strict, a failure.</returns>
    /// <exception cref="ApiException">400: a built-in kind's field has the wrong type. Custom resources report it from <see cref="Validate"/>.</exception>
    IReadOnlyList<string> Decode(AdmissionContext context);

    /// <summary>Mutating plugins: a Pod's service account, tolerations, priority; a Namespace's name label.</summary>
    /// <exception cref="ApiException">403 by a plugin.</exception>
    void Mutate(AdmissionContext context);

    /// <summary>Allocates (Service addresses and ports), keeps allocated values, sets initial status.</summary>
    void Prepare(AdmissionContext context);

    /// <returns>The causes of a 422, none when the object is valid. Metadata is checked already, per-kind name rules too.</returns>
    IReadOnlyList<StatusCause> Validate(AdmissionContext context);

    /// <summary>Called after an object was created, updated or removed for good, in store order for each object; not for dry runs.</summary>
    void Committed(AdmissionContext context);

    /// <summary>
    /// Turns a stored object into what <paramref name="resource"/>'s version shows: apiVersion of CRD versions and new
    /// defaults, events.k8s.io from core events. Changes the object it is given.
    /// </summary>
    void FromStorage(ResourceDefinition resource, System.Text.Json.Nodes.JsonObject stored);

    /// <summary>The reverse of <see cref="FromStorage"/>, last step before the store.</summary>
    void ToStorage(ResourceDefinition resource, System.Text.Json.Nodes.JsonObject shown);
}
