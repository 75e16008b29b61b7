namespace K8sCache.LocalCluster.Quantities;

/// <summary>A quantity's text in its parts, by the very scanner of apimachinery (<c>parseQuantityString</c>), gaps of it included.</summary>
/// <param name="IsNegative">Whether it begins with a minus.</param>
/// <param name="Whole">Digits before the point, without leading zeros; <c>0</c> where there are none.</param>
/// <param name="Decimals">Digits behind it.</param>
/// <param name="Suffix">What follows them, not looked at yet.</param>
internal sealed record QuantityText(bool IsNegative, string Whole, string Decimals, string Suffix)
{
    private const string SuffixLetters = "eEinumkKMGTP";

    /// <returns>Null for what is no quantity by its form.</returns>
    public static QuantityText? Scan(string text)
    {
        if (text.Length == 0) return null;
        var place = text[0] is '+' or '-' ? 1 : 0;
        place = Skip(text, place, character => character == '0');
        var start = place;
        place = Skip(text, place, char.IsAsciiDigit);
        var whole = place == start ? "0" : text[start..place];
        var decimals = "";
        if (place < text.Length && text[place] == '.')
        {
            start = ++place;
            place = Skip(text, place, char.IsAsciiDigit);
            decimals = text[start..place];
        }

        start = place;
        place = Skip(text, place, character => SuffixLetters.Contains(character, StringComparison.Ordinal));
        if (place < text.Length && text[place] is '+' or '-') place++;
        place = Skip(text, place, char.IsAsciiDigit);
        return place == text.Length ? new QuantityText(text[0] == '-', whole, decimals, text[start..]) : null;
    }

    private static int Skip(string text, int place, Func<char, bool> while_)
    {
        while (place < text.Length && while_(text[place])) place++;
        return place;
    }
}
