using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema.Cel;

namespace K8sCache.LocalCluster.Schema;

/// <summary>All rules of a schema, compiled once when the CRD is accepted.</summary>
internal sealed class CompiledRules
{
    private readonly Dictionary<StructuralSchema, IReadOnlyList<CompiledRule>> _bySchema = new(ReferenceEqualityComparer.Instance);

    private CompiledRules()
    {
    }

    public bool Any => _bySchema.Count > 0;

    /// <summary>What does not compile, as causes at <paramref name="path"/> and below, is added to <paramref name="causes"/>.</summary>
    public static CompiledRules Compile(StructuralSchema root, string path, List<StatusCause> causes)
    {
        var rules = new CompiledRules();
        rules.Visit(root, path, isRoot: true, causes);
        return rules;
    }

    public IReadOnlyList<CompiledRule> Of(StructuralSchema schema) => _bySchema.GetValueOrDefault(schema, []);

    private void Visit(StructuralSchema schema, string path, bool isRoot, List<StatusCause> causes)
    {
        if (schema.Rules.Count > 0)
        {
            var self = CelType.Of(schema, isRoot);
            _bySchema[schema] = [.. schema.Rules.Select((rule, i) => CompileRule(rule, self, $"{path}.x-kubernetes-validations[{i}]", causes)).OfType<CompiledRule>()];
        }

        foreach (var (name, property) in schema.Properties) Visit(property, $"{path}.properties[{name}]", isRoot: false, causes);
        if (schema.AdditionalProperties is { } values) Visit(values, $"{path}.additionalProperties", isRoot: false, causes);
        if (schema.Items is { } items) Visit(items, $"{path}.items", isRoot: false, causes);
    }

    private static CompiledRule? CompileRule(ValidationRule rule, CelType self, string path, List<StatusCause> causes)
    {
        try
        {
            var program = CelProgram.Compile(rule.Rule, self, rule.OptionalOldSelf);
            if (!program.ResultType.IsDyn && program.ResultType != CelType.Bool)
                throw new CelException("cel expression must evaluate to a bool");
            var message = rule.MessageExpression.Length == 0 ? null : CompileMessage(rule, self, path, causes);
            return new CompiledRule(rule, program, message);
        }
        catch (CelException exception)
        {
            causes.Add(FieldErrors.Invalid($"{path}.rule", rule.ToGoJson(), $"compilation failed: {exception.Message}"));
            return null;
        }
    }

    private static CelProgram? CompileMessage(ValidationRule rule, CelType self, string path, List<StatusCause> causes)
    {
        try
        {
            var program = CelProgram.Compile(rule.MessageExpression, self, rule.OptionalOldSelf);
            if (!program.ResultType.IsDyn && program.ResultType != CelType.String)
                throw new CelException("messageExpression must evaluate to a string");
            return program;
        }
        catch (CelException exception)
        {
            causes.Add(FieldErrors.Invalid(
                $"{path}.messageExpression", rule.ToGoJson(), $"messageExpression compilation failed: {exception.Message}"));
            return null;
        }
    }
}
