using System.Text;
using K8sCache.Hosting.Lifetime;

namespace K8sCache.Hosting.Files;

/// <summary>A file with a password, as mounted from a Secret.</summary>
public static class PasswordFile
{
    /// <summary>
    /// Its bytes without a trailing line end, about which editors and Secrets disagree; none without a file.
    /// </summary>
    /// <exception cref="StartFailedException">It cannot be read or is empty.</exception>
    public static byte[] Read(string? path)
    {
        if (path is null)
            return [];
        string text;
        try
        {
            text = File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"cannot read the password file {path}: {error.Message}", error);
        }

        // Who names a file wants a password: an empty one must not leave the door open.
        return text.Length > 0
            ? Encoding.UTF8.GetBytes(text)
            : throw new StartFailedException($"the password file {path} is empty");
    }
}
