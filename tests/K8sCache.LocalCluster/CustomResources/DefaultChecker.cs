using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>
/// A default must satisfy its own schema and rules. Rules see it as written, before the defaults inside it are filled
/// in, as in the real server.
/// </summary>
internal static class DefaultChecker
{
    public static void Check(StructuralSchema schema, CompiledRules rules, string path, List<StatusCause> causes)
    {
        if (schema.Default is { } value)
        {
            var problems = SchemaValidator.ValidateNode(value, schema, "");
            if (problems.Count == 0) problems = RuleValidator.Validate(value, null, schema, rules);
            causes.AddRange(problems.Select(problem => problem with { Field = $"{path}.default" }));
        }

        foreach (var (name, property) in schema.Properties) Check(property, rules, $"{path}.properties[{name}]", causes);
        if (schema.AdditionalProperties is { } values) Check(values, rules, $"{path}.additionalProperties", causes);
        if (schema.Items is { } items) Check(items, rules, $"{path}.items", causes);
    }
}
