using System.Diagnostics;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// Walks the tree. Values are bool, long, ulong, double, string, byte[], null, <see cref="TimeSpan"/>,
/// <see cref="DateTimeOffset"/>, <see cref="CelList"/>, <see cref="CelMap"/>, <see cref="CelOptional"/>,
/// <see cref="Quantities.Quantity"/>, <see cref="CelTypeName"/>.
/// </summary>
internal static class CelEvaluator
{
    /// <exception cref="CelException">The evaluation failed, in cel-go's words.</exception>
    public static object? Evaluate(CelExpression expression, CelScope scope) => expression switch
    {
        CelExpression.Literal literal => literal.Value,
        CelExpression.Identifier identifier => Variable(identifier.Name, scope),
        CelExpression.Select select => Selection(select, scope),
        CelExpression.Index index => Subscript(index, scope),
        CelExpression.Call call => Invoke(call, scope),
        CelExpression.ListLiteral list => new CelList([.. list.Elements.Select(element => Evaluate(element, scope))]),
        CelExpression.MapLiteral map => Map(map, scope),
        CelExpression.Comprehension comprehension => CelComprehensions.Evaluate(comprehension, scope),
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    private static object? Variable(string name, CelScope scope) =>
        scope.TryFind(name, out var value) ? value
        : CelSignatures.IsTypeName(name) ? new CelTypeName(name)
        : throw new CelException($"no such attribute(s): {name}");

    private static object? Selection(CelExpression.Select select, CelScope scope)
    {
        var operand = Evaluate(select.Operand, scope);
        if (operand is CelOptional optional)
        {
            if (!optional.HasValue) return select.TestOnly ? false : CelOptional.None;
            return optional.Value is CelMap inner && inner.Entries.TryGetValue(select.Field, out var nested)
                ? CelOptional.Of(nested)
                : CelOptional.None;
        }

        if (operand is not CelMap map) throw CelErrors.NoSuchOverload(select.Field);
        var found = map.Entries.TryGetValue(select.Field, out var value);
        if (select.TestOnly) return found;
        if (select.Optional) return found ? CelOptional.Of(value) : CelOptional.None;
        return found ? value : throw CelErrors.NoSuchKey(select.Field);
    }

    private static object? Subscript(CelExpression.Index index, CelScope scope)
    {
        var operand = Evaluate(index.Operand, scope);
        var key = Evaluate(index.Key, scope);
        var optional = index.Optional;
        if (operand is CelOptional wrapped)
        {
            if (!wrapped.HasValue) return CelOptional.None;
            operand = wrapped.Value;
            optional = true;
        }

        switch (operand)
        {
            case CelMap map when key is not null:
                if (map.Entries.TryGetValue(key, out var value)) return optional ? CelOptional.Of(value) : value;
                return optional ? CelOptional.None : throw CelErrors.NoSuchKey(key);
            case CelList list when key is long position:
                if (position >= 0 && position < list.Items.Count)
                    return optional ? CelOptional.Of(list.Items[(int)position]) : list.Items[(int)position];
                return optional ? CelOptional.None : throw CelErrors.IndexOutOfBounds(position);
            default:
                throw CelErrors.NoSuchOverload("_[_]");
        }
    }

    private static CelMap Map(CelExpression.MapLiteral literal, CelScope scope)
    {
        var entries = new Dictionary<object, object?>(CelEquality.Instance);
        foreach (var (key, value) in literal.Entries)
        {
            var name = Evaluate(key, scope) ?? throw new CelException("unsupported key type: null_type");
            if (!entries.TryAdd(name, Evaluate(value, scope))) throw new CelException($"insert failed: key '{name}' already exists");
        }

        return new CelMap(entries);
    }

    private static object? Invoke(CelExpression.Call call, CelScope scope)
    {
        switch (call.Function)
        {
            case "_&&_": return Either(call, scope, deciding: false);
            case "_||_": return Either(call, scope, deciding: true);
            case "_?_:_":
                return Evaluate(call.Arguments[0], scope) switch
                {
                    true => Evaluate(call.Arguments[1], scope),
                    false => Evaluate(call.Arguments[2], scope),
                    _ => throw CelErrors.NoSuchOverload("_?_:_"),
                };
        }

        // optional.of(x) reads as a method of a variable named optional: the library's namespace, not a value.
        var target = call.Target is CelExpression.Identifier { Name: "optional" or "math" or "sets" } space && !scope.TryFind(space.Name, out _)
            ? space.Name + "."
            : null;
        var arguments = target is null && call.Target is not null
            ? call.Arguments.Prepend(call.Target)
            : call.Arguments;
        return CelFunctions.Invoke(target + call.Function, [.. arguments.Select(argument => Evaluate(argument, scope))]);
    }

    /// <summary>The deciding value wins over an error on the other side, whatever their order (CEL spec, logical operators).</summary>
    private static bool Either(CelExpression.Call call, CelScope scope, bool deciding)
    {
        bool left;
        try
        {
            left = Condition(call.Arguments[0], scope, call.Function);
        }
        catch (CelException) when (Condition(call.Arguments[1], scope, call.Function) == deciding)
        {
            return deciding;
        }

        return left == deciding ? deciding : Condition(call.Arguments[1], scope, call.Function);
    }

    private static bool Condition(CelExpression expression, CelScope scope, string function) =>
        Evaluate(expression, scope) is bool value ? value : throw CelErrors.NoSuchOverload(function);
}
