namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Recursive-descent parser for the CEL grammar. Macros are expanded here, as cel-go does.</summary>
internal sealed class CelParser
{
    private readonly string _source;
    private readonly IReadOnlyList<CelToken> _tokens;
    private int _next;

    private CelParser(string source)
    {
        _source = source;
        _tokens = new CelLexer(source).Run();
    }

    /// <exception cref="CelException">The source is no expression; the message points at the place.</exception>
    public static CelExpression Parse(string source)
    {
        var parser = new CelParser(source);
        var expression = parser.Conditional();
        if (parser.Current.Kind != CelTokenKind.End) throw parser.Unexpected();
        return expression;
    }

    private CelToken Current => _tokens[_next];

    private CelException Unexpected() =>
        CelErrors.At(_source, Current.Offset, $"Syntax error: mismatched input '{Current.Text}' expecting <EOF>");

    private bool At(string operatorText) => Current.Kind == CelTokenKind.Operator && Current.Text == operatorText;

    private bool Accept(string operatorText)
    {
        if (!At(operatorText)) return false;
        _next++;
        return true;
    }

    private CelToken Expect(string operatorText)
    {
        if (!At(operatorText)) throw Unexpected();
        return _tokens[_next++];
    }

    private CelExpression Conditional()
    {
        var condition = Binary(0);
        var offset = Current.Offset;
        if (!Accept("?")) return condition;
        var whenTrue = Binary(0);
        Expect(":");
        return new CelExpression.Call(offset, null, "_?_:_", [condition, whenTrue, Conditional()]);
    }

    private static readonly string[][] Precedence =
    [
        ["||"],
        ["&&"],
        ["==", "!=", "<", "<=", ">", ">=", "in"],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    private CelExpression Binary(int level)
    {
        if (level == Precedence.Length) return Unary();
        var left = Binary(level + 1);
        while (Current.Kind == CelTokenKind.Operator && Precedence[level].Contains(Current.Text))
        {
            var token = _tokens[_next++];
            var name = token.Text == "in" ? "@in" : $"_{token.Text}_";
            left = new CelExpression.Call(token.Offset, null, name, [left, Binary(level + 1)]);
        }

        return left;
    }

    private CelExpression Unary()
    {
        var offset = Current.Offset;
        if (Accept("!")) return new CelExpression.Call(offset, null, "!_", [Unary()]);
        if (!At("-")) return Member();
        _next++;
        if (Current is { Kind: CelTokenKind.Literal, Value: long or double } number)
        {
            _next++;
            return Postfix(new CelExpression.Literal(offset, number.Value is long whole ? (object)unchecked(-whole) : -(double)number.Value!));
        }

        return new CelExpression.Call(offset, null, "-_", [Unary()]);
    }

    private CelExpression Member() => Postfix(Primary());

    private CelExpression Postfix(CelExpression operand)
    {
        while (true)
        {
            var offset = Current.Offset;
            if (Accept(".")) operand = Selection(operand, offset);
            else if (Accept("[")) operand = Subscript(operand, offset);
            else return operand;
        }
    }

    private CelExpression Selection(CelExpression operand, int offset)
    {
        var optional = Accept("?");
        if (Current.Kind != CelTokenKind.Identifier && Current.Text != "in") throw Unexpected();
        var name = _tokens[_next++].Text;
        var open = Current.Offset;
        if (optional || !Accept("(")) return new CelExpression.Select(offset, operand, name, TestOnly: false, optional);
        var arguments = Arguments();
        return CelMacros.ExpandMember(_source, open, operand, name, arguments)
            ?? new CelExpression.Call(open, operand, name, arguments);
    }

    private CelExpression.Index Subscript(CelExpression operand, int offset)
    {
        var optional = Accept("?");
        var key = Conditional();
        Expect("]");
        return new CelExpression.Index(offset, operand, key, optional);
    }

    private List<CelExpression> Arguments(string close = ")")
    {
        var arguments = new List<CelExpression>();
        while (!Accept(close))
        {
            arguments.Add(Conditional());
            if (!At(close)) Expect(",");
        }

        return arguments;
    }

    private CelExpression Primary()
    {
        var token = Current;
        _next++;
        switch (token)
        {
            case { Kind: CelTokenKind.Literal }:
                return new CelExpression.Literal(token.Offset, token.Value);
            case { Kind: CelTokenKind.Identifier }:
                return IdentifierOrCall(token);
            case { Kind: CelTokenKind.Operator, Text: "(" }:
                var inner = Conditional();
                Expect(")");
                return inner;
            case { Kind: CelTokenKind.Operator, Text: "[" }:
                return new CelExpression.ListLiteral(token.Offset, Arguments("]"));
            case { Kind: CelTokenKind.Operator, Text: "{" }:
                return new CelExpression.MapLiteral(token.Offset, Entries());
            default:
                _next--;
                throw Unexpected();
        }
    }

    private CelExpression IdentifierOrCall(CelToken name)
    {
        var open = Current.Offset;
        if (!Accept("(")) return new CelExpression.Identifier(name.Offset, name.Text);
        var arguments = Arguments();
        return name.Text == "has"
            ? CelMacros.ExpandHas(_source, name.Offset, arguments)
            : new CelExpression.Call(open, null, name.Text, arguments);
    }

    private List<KeyValuePair<CelExpression, CelExpression>> Entries()
    {
        var entries = new List<KeyValuePair<CelExpression, CelExpression>>();
        while (!Accept("}"))
        {
            var key = Conditional();
            Expect(":");
            entries.Add(new KeyValuePair<CelExpression, CelExpression>(key, Conditional()));
            if (!At("}")) Expect(",");
        }

        return entries;
    }
}
