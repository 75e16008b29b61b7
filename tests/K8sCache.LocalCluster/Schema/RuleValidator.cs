using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema.Cel;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// Runs <c>x-kubernetes-validations</c>. Rules that mention oldSelf are skipped where there is no old value, others
/// where the value is unchanged (ratcheting).
/// </summary>
internal sealed class RuleValidator
{
    private readonly CompiledRules _rules;
    private readonly List<StatusCause> _causes = [];

    private RuleValidator(CompiledRules rules) => _rules = rules;

    public static List<StatusCause> Validate(JsonNode? value, JsonNode? oldValue, StructuralSchema schema, CompiledRules rules, string path = "")
    {
        var validator = new RuleValidator(rules);
        validator.Check(value, oldValue, schema, path);
        return validator._causes;
    }

    private void Check(JsonNode? value, JsonNode? oldValue, StructuralSchema schema, string path)
    {
        if (value is null) return;
        foreach (var rule in _rules.Of(schema)) Run(rule, value, oldValue, schema, path);
        switch (value)
        {
            case JsonObject json:
                foreach (var (name, child) in json)
                {
                    var isProperty = schema.Properties.TryGetValue(name, out var property);
                    property ??= schema.AdditionalProperties;
                    if (property is null) continue;
                    var childPath = isProperty ? (path.Length == 0 ? name : $"{path}.{name}") : $"{path}[{name}]";
                    Check(child, (oldValue as JsonObject)?[name], property, childPath);
                }

                break;
            case JsonArray array when schema.Items is { } items:
                for (var i = 0; i < array.Count; i++)
                    Check(array[i], ListKeys.FindPartner(array[i], oldValue as JsonArray, schema), items, $"{path}[{i}]");
                break;
        }
    }

    private void Run(CompiledRule rule, JsonNode value, JsonNode? oldValue, StructuralSchema schema, string path)
    {
        var isTransition = rule.Program.UsesOldSelf;
        if (isTransition && oldValue is null && !rule.Rule.OptionalOldSelf) return;
        if (!isTransition && oldValue is not null && JsonNode.DeepEquals(value, oldValue)) return;
        var self = CelValues.From(value, schema);
        var oldSelf = CelValues.From(oldValue, schema);
        if (rule.Rule.OptionalOldSelf) oldSelf = oldValue is null ? CelOptional.None : CelOptional.Of(oldSelf);
        try
        {
            if (rule.Program.Run(self, oldSelf) is not true) _causes.Add(Failure(rule, self, oldSelf, value, path));
        }
        catch (CelException exception)
        {
            _causes.Add(FieldErrors.InvalidString(
                path.Length == 0 ? "<nil>" : path, schema.Type, $"{exception.Message} evaluating rule: {DefaultMessage(rule.Rule)}"));
        }
    }

    private static string DefaultMessage(ValidationRule rule) =>
        rule.Message.Length > 0 ? rule.Message.Trim() : $"failed rule: {rule.Rule.Trim()}";

    private static StatusCause Failure(CompiledRule rule, object? self, object? oldSelf, JsonNode value, string path)
    {
        var message = Message(rule, self, oldSelf);
        var field = path + rule.Rule.FieldPath;
        if (path.Length == 0) field = field.TrimStart('.');
        if (field.Length == 0) field = "<nil>";
        return rule.Rule.Reason switch
        {
            "FieldValueRequired" => FieldErrors.Required(field, message),
            "FieldValueForbidden" => FieldErrors.Forbidden(field, message),
            "FieldValueDuplicate" => new StatusCause("FieldValueDuplicate", $"Duplicate value: {Shown(value)}{message}", field),
            _ => new StatusCause("FieldValueInvalid", $"Invalid value: {Shown(value)}{message}", field),
        };
    }

    /// <summary>Objects and lists are left out of the message; they can be large.</summary>
    private static string Shown(JsonNode value) =>
        JsonScalars.Read(value) is { } scalar ? SchemaValidator.Show(scalar) + ": " : "";

    /// <summary>A messageExpression wins, unless it fails or gives nothing printable on one line.</summary>
    private static string Message(CompiledRule rule, object? self, object? oldSelf)
    {
        if (rule.MessageProgram is null) return DefaultMessage(rule.Rule);
        try
        {
            var text = (rule.MessageProgram.Run(self, oldSelf) as string)?.Trim();
            return string.IsNullOrEmpty(text) || text.Contains('\n', StringComparison.Ordinal) ? DefaultMessage(rule.Rule) : text;
        }
        catch (CelException)
        {
            return DefaultMessage(rule.Rule);
        }
    }
}
