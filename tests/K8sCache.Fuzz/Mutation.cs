using System.Text;

namespace K8sCache.Fuzz;

/// <summary>Changes to well-formed bytes that keep most of their structure, so that parsers get past the first byte.</summary>
internal static class Mutation
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "-2", "1", "2", "01", "+1", "16", "17", "64", "65", "100", "101", "1000", "1001", "65536",
        "1048577", "536870912", "536870913", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "",
        "?", " 1",
    ];

    private static readonly byte[] Structural = "*$+-:_#,(!=%~>|\r\n\"'\\ x0"u8.ToArray();

    /// <summary>Applies none to a few mutations; a third of inputs stay well-formed.</summary>
    public static byte[] Apply(List<byte> bytes, Random random)
    {
        for (var left = random.Next(3) == 0 ? 0 : random.Next(1, 5); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = Structural[random.Next(Structural.Length)];
                    break;
                case 2:
                    bytes.Insert(at, Structural[random.Next(Structural.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 6), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 5:
                    ReplaceNumber(bytes, at, random);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void ReplaceNumber(List<byte> bytes, int from, Random random)
    {
        var start = bytes.FindIndex(from, b => b is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
            return;
        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
            end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]));
    }
}
