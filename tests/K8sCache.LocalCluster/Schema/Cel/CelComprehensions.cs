using System.Diagnostics;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Evaluates macros. As in CEL, one deciding element outweighs errors of the others.</summary>
internal static class CelComprehensions
{
    public static object? Evaluate(CelExpression.Comprehension macro, CelScope scope)
    {
        var range = CelEvaluator.Evaluate(macro.Range, scope);
        if (macro.Macro is CelMacro.OptMap or CelMacro.OptFlatMap) return OptionalMap(macro, range, scope);
        var scopes = Scopes(macro, range, scope);
        return macro.Macro switch
        {
            CelMacro.All => !AnyEquals(macro.Body, scopes, false),
            CelMacro.Exists => AnyEquals(macro.Body, scopes, true),
            CelMacro.ExistsOne => scopes.Count(inner => Condition(macro.Body, inner)) == 1,
            CelMacro.Filter => new CelList([.. scopes.Where(inner => Condition(macro.Body, inner)).Select(inner => Element(macro, inner))]),
            CelMacro.Map => new CelList(
                [.. scopes.Where(inner => macro.Filter is null || Condition(macro.Filter, inner))
                    .Select(inner => CelEvaluator.Evaluate(macro.Body, inner))]),
            _ => throw new UnreachableException(macro.Macro.ToString()),
        };
    }

    private static List<CelScope> Scopes(CelExpression.Comprehension macro, object? range, CelScope scope)
    {
        var second = macro.SecondVariable;
        return range switch
        {
            CelList list when second is null => [.. list.Items.Select(item => scope.With(macro.Variable, item))],
            CelList list => [.. list.Items.Select((item, i) => scope.With(macro.Variable, (long)i).With(second, item))],
            CelMap map when second is null => [.. map.Entries.Keys.Select(key => scope.With(macro.Variable, key))],
            CelMap map => [.. map.Entries.Select(entry => scope.With(macro.Variable, entry.Key).With(second, entry.Value))],
            _ => throw CelErrors.NoSuchOverload(macro.Macro.ToString()),
        };
    }

    private static object? Element(CelExpression.Comprehension macro, CelScope scope) =>
        scope.TryFind(macro.Variable, out var element) ? element : null;

    private static bool AnyEquals(CelExpression body, List<CelScope> scopes, bool wanted)
    {
        CelException? failure = null;
        foreach (var scope in scopes)
        {
            try
            {
                if (Condition(body, scope) == wanted) return true;
            }
            catch (CelException exception)
            {
                failure ??= exception;
            }
        }

        return failure is null ? false : throw failure;
    }

    private static bool Condition(CelExpression body, CelScope scope) =>
        CelEvaluator.Evaluate(body, scope) is bool value ? value : throw CelErrors.NoSuchOverload("loop condition");

    private static object OptionalMap(CelExpression.Comprehension macro, object? range, CelScope scope)
    {
        if (range is not CelOptional optional) throw CelErrors.NoSuchOverload("optMap");
        if (!optional.HasValue) return CelOptional.None;
        var result = CelEvaluator.Evaluate(macro.Body, scope.With(macro.Variable, optional.Value));
        if (macro.Macro == CelMacro.OptMap) return CelOptional.Of(result);
        return result as CelOptional ?? throw CelErrors.NoSuchOverload("optFlatMap");
    }
}
