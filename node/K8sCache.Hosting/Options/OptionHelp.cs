using System.Text;

namespace K8sCache.Hosting.Options;

/// <summary>Writes a table as <c>--help</c> and as the rows of the options reference.</summary>
public static class OptionHelp
{
    private const int Width = 100;
    private const int Indent = 30;

    public static string Text(OptionTable table)
    {
        var text = new StringBuilder();
        text.Append(table.Program).Append(": ").Append(table.Summary).Append("\n\n");
        text.Append("Usage: ").Append(table.Program).Append(" [options]\n\nOptions (each also from the environment, --admin-port as ")
            .Append(OptionTable.EnvironmentPrefix).Append("ADMIN_PORT):\n");
        foreach (var option in table.Options)
        {
            AppendOption(text, Flag(option), Sentence(option.Description) + DefaultNote(option));
        }
        AppendOption(text, "--help", "Show this and exit.");
        AppendOption(text, "--version", "Show the version and exit.");
        if (table.Footer.Length > 0)
        {
            text.Append('\n').Append(table.Footer).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>One Markdown table, a row an option.</summary>
    public static string Markdown(OptionTable table)
    {
        var text = new StringBuilder();
        text.Append("| option | environment | default | allowed | what |\n|---|---|---|---|---|\n");
        foreach (var option in table.Options)
        {
            var defaultText = option.DefaultText.Length == 0 ? "" : $"`{option.DefaultText}`";
            text.Append("| `").Append(Flag(option)).Append("` | `").Append(option.EnvironmentName).Append("` | ")
                .Append(defaultText).Append(" | ").Append(option.Allowed).Append(" | ")
                .Append(Sentence(option.Description)).Append(" |\n");
        }
        return text.ToString();
    }

    private static string Flag(Option option) => option.IsSwitch ? $"--{option.Name}" : $"--{option.Name} {option.ValueName}";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    private static string DefaultNote(Option option)
        => option.DefaultText.Length == 0 ? "" : $" Default: {option.DefaultText}.";

    private static void AppendOption(StringBuilder text, string flag, string description)
    {
        text.Append("  ").Append(flag.PadRight(Indent - 2));
        var column = Indent;
        if (flag.Length > Indent - 3)
        {
            text.Append('\n').Append(' ', Indent);
        }
        foreach (var word in description.Split(' '))
        {
            if (column + word.Length + 1 > Width)
            {
                text.Append('\n').Append(' ', Indent);
                column = Indent;
            }
            text.Append(word).Append(' ');
            column += word.Length + 1;
        }
        text.Length--;
        text.Append('\n');
    }
}
