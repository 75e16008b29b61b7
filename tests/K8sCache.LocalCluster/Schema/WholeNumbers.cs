using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>Whole numbers written with a fraction or an exponent, <c>1e3</c>: Go keeps and writes them as <c>1000</c>.</summary>
internal static class WholeNumbers
{
    /// <summary>Where a float64 still counts by ones.</summary>
    public const double MostExact = (1L << 53) - 1;

    public static void Normalise(JsonNode node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (Whole(value) is { } number) json[name] = number;
                    else if (value is not null) Normalise(value);
                }

                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (Whole(array[i]) is { } number) array[i] = number;
                    else if (array[i] is { } item) Normalise(item);
                }

                break;
        }
    }

    private static long? Whole(JsonNode? value) =>
        JsonScalars.Read(value) is double number && number == Math.Floor(number) && Math.Abs(number) <= MostExact ? (long)number : null;
}
