namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>The grammar of apimachinery's labels.Parse, error texts included.</summary>
internal sealed class LabelSelectorParser(string text)
{
    private const string Special = "(),!=<>";
    private int _position;

    public LabelSelector Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            requirements.Add(Requirement());
            var token = Next();
            if (token.Length == 0)
                return new LabelSelector([.. requirements.OrderBy(r => r.Key, StringComparer.Ordinal)]);
            if (token != ",")
                throw Fail($"found '{token}', expected: ',' or 'end of string'");
            if (Peek().Length == 0)
                throw Fail("found '', expected: identifier after ','");
        }
    }

    private LabelRequirement Requirement()
    {
        var token = Next();
        if (token == "!")
            return new LabelRequirement(Key(Next()), LabelOperator.DoesNotExist, []);
        var key = Key(token);
        switch (Peek())
        {
            case "" or ",":
                return new LabelRequirement(key, LabelOperator.Exists, []);
            case "=" or "==":
                Next();
                return new LabelRequirement(key, LabelOperator.In, [Value()]);
            case "!=":
                Next();
                return new LabelRequirement(key, LabelOperator.NotIn, [Value()]);
            case ">":
                Next();
                return new LabelRequirement(key, LabelOperator.GreaterThan, [Value()]);
            case "<":
                Next();
                return new LabelRequirement(key, LabelOperator.LessThan, [Value()]);
            case "in":
                Next();
                return new LabelRequirement(key, LabelOperator.In, Values());
            case "notin":
                Next();
                return new LabelRequirement(key, LabelOperator.NotIn, Values());
            case var other:
                throw Fail($"found '{other}', expected: in, notin, =, ==, !=, gt, lt");
        }
    }

    private static string Key(string token) =>
        token.Length > 0 && !Special.Contains(token[0], StringComparison.Ordinal)
            ? token
            : throw Fail($"found '{token}', expected: identifier");

    /// <summary>The value of <c>=</c>; nothing before a comma or the end is the empty value.</summary>
    private string Value() => Peek() is "" or "," ? "" : Key(Next());

    private List<string> Values()
    {
        if (Next() is var open && open != "(")
            throw Fail($"found '{open}' expected: '('");
        var values = new List<string>();
        while (true)
        {
            switch (Peek())
            {
                case ")":
                    Next();
                    if (values.Count == 0)
                        values.Add("");
                    return values;
                case ",":
                    Next();
                    if (values.Count == 0 || Peek() is "," or ")")
                        values.Add("");
                    break;
                case "":
                    throw Fail("found '', expected: ',', ')' or identifier");
                default:
                    values.Add(Key(Next()));
                    break;
            }
        }
    }

    private string Peek()
    {
        var start = _position;
        var token = Next();
        _position = start;
        return token;
    }

    private string Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
        if (_position == text.Length)
            return "";
        var start = _position;
        if (!Special.Contains(text[_position], StringComparison.Ordinal))
        {
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && !Special.Contains(text[_position], StringComparison.Ordinal))
                _position++;
            return text[start.._position];
        }
        _position++;
        // The two-character operators: == and !=.
        if (text[start] is '=' or '!' && _position < text.Length && text[_position] == '=')
            _position++;
        return text[start.._position];
    }

    private static ApiException Fail(string what) => Errors.BadRequest("unable to parse requirement: " + what);
}
