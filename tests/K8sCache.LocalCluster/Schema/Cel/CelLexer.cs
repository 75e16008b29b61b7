using System.Globalization;
using System.Text;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Splits an expression into tokens, by the grammar of the CEL specification.</summary>
internal sealed class CelLexer(string source)
{
    private static readonly string[] TwoCharacterOperators = ["&&", "||", "==", "!=", "<=", ">="];

    private readonly List<CelToken> _tokens = [];
    private int _position;

    public IReadOnlyList<CelToken> Run()
    {
        while (true)
        {
            SkipBlanks();
            if (_position >= source.Length) break;
            _tokens.Add(Next());
        }

        _tokens.Add(new CelToken(CelTokenKind.End, source.Length, "<EOF>"));
        return _tokens;
    }

    private void SkipBlanks()
    {
        while (_position < source.Length)
        {
            if (char.IsWhiteSpace(source[_position])) _position++;
            else if (source.AsSpan(_position).StartsWith("//")) SkipLine();
            else break;
        }
    }

    private void SkipLine()
    {
        while (_position < source.Length && source[_position] != '\n') _position++;
    }

    private CelToken Next()
    {
        var start = _position;
        var first = source[start];
        if (IsStringStart(start, out var prefix)) return String(start, prefix);
        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < source.Length && char.IsAsciiDigit(source[start + 1])))
            return Number(start);
        if (char.IsAsciiLetter(first) || first == '_') return Word(start);
        foreach (var operatorText in TwoCharacterOperators)
        {
            if (!source.AsSpan(start).StartsWith(operatorText)) continue;
            _position += 2;
            return new CelToken(CelTokenKind.Operator, start, operatorText);
        }

        if (!"+-*/%<>!?:.,()[]{}".Contains(first, StringComparison.Ordinal))
            throw CelErrors.At(source, start, $"Syntax error: token recognition error at: '{first}'");
        _position++;
        return new CelToken(CelTokenKind.Operator, start, first.ToString());
    }

    private CelToken Word(int start)
    {
        while (_position < source.Length && (char.IsAsciiLetterOrDigit(source[_position]) || source[_position] == '_'))
            _position++;
        var word = source[start.._position];
        return word switch
        {
            "true" => new CelToken(CelTokenKind.Literal, start, word, true),
            "false" => new CelToken(CelTokenKind.Literal, start, word, false),
            "null" => new CelToken(CelTokenKind.Literal, start, word),
            "in" => new CelToken(CelTokenKind.Operator, start, word),
            _ => new CelToken(CelTokenKind.Identifier, start, word),
        };
    }

    private CelToken Number(int start)
    {
        if (source.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Hexadecimal(start);
        SkipDigits();
        var isDouble = false;
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDouble = true;
            _position++;
            SkipDigits();
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isDouble = true;
            _position += 2;
            SkipDigits();
        }

        var text = source[start.._position];
        if (isDouble)
            return new CelToken(CelTokenKind.Literal, start, text, double.Parse(text, CultureInfo.InvariantCulture));
        if (Peek(0) is 'u' or 'U')
        {
            _position++;
            return new CelToken(CelTokenKind.Literal, start, text, ulong.Parse(text, CultureInfo.InvariantCulture));
        }

        // 9223372036854775808 is valid only behind a minus; the parser folds the two, so keep it as the wrapped value.
        return new CelToken(CelTokenKind.Literal, start, text, unchecked((long)ulong.Parse(text, CultureInfo.InvariantCulture)));
    }

    private CelToken Hexadecimal(int start)
    {
        _position += 2;
        while (char.IsAsciiHexDigit(Peek(0))) _position++;
        var text = source[(start + 2).._position];
        return new CelToken(
            CelTokenKind.Literal, start, text, long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek(0))) _position++;
    }

    private char Peek(int ahead) => _position + ahead < source.Length ? source[_position + ahead] : '\0';

    private bool IsStringStart(int start, out string prefix)
    {
        var end = start;
        while (end < source.Length && end - start < 2 && source[end] is 'r' or 'R' or 'b' or 'B') end++;
        prefix = source[start..end].ToLowerInvariant();
        return end < source.Length && source[end] is '"' or '\'';
    }

    private CelToken String(int start, string prefix)
    {
        _position = start + prefix.Length;
        var quote = source[_position];
        var triple = Peek(1) == quote && Peek(2) == quote;
        var terminator = new string(quote, triple ? 3 : 1);
        _position += terminator.Length;
        var text = new StringBuilder();
        while (!source.AsSpan(Math.Min(_position, source.Length)).StartsWith(terminator))
        {
            if (_position >= source.Length || (!triple && source[_position] == '\n'))
                throw CelErrors.At(source, start, $"Syntax error: token recognition error at: '{source[start..]}'");
            if (source[_position] == '\\' && !prefix.Contains('r')) Escape(text);
            else text.Append(source[_position++]);
        }

        _position += terminator.Length;
        object value = prefix.Contains('b') ? Encoding.UTF8.GetBytes(text.ToString()) : text.ToString();
        return new CelToken(CelTokenKind.Literal, start, source[start.._position], value);
    }

    private void Escape(StringBuilder text)
    {
        var escape = Peek(1);
        _position += 2;
        switch (escape)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'a': text.Append('\a'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case 'x' or 'X': AppendCodePoint(text, 2); break;
            case 'u': AppendCodePoint(text, 4); break;
            case 'U': AppendCodePoint(text, 8); break;
            case '\\' or '\'' or '"' or '`' or '?': text.Append(escape); break;
            default: throw CelErrors.At(source, _position - 2, "Syntax error: invalid escape sequence");
        }
    }

    private void AppendCodePoint(StringBuilder text, int digits)
    {
        if (_position + digits > source.Length ||
            !int.TryParse(source.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ||
            !Rune.IsValid(code))
        {
            throw CelErrors.At(source, _position, "Syntax error: invalid escape sequence");
        }

        text.Append(new Rune(code).ToString());
        _position += digits;
    }
}
