using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace K8sCache.Transport.Tests.Tls;

/// <summary>Another implementation's client, for what ours would never do.</summary>
internal static class OpenSsl
{
    public static Process Connect(IPEndPoint endPoint, params string[] options)
    {
        var start = new ProcessStartInfo("openssl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["s_client", "-connect", string.Create(CultureInfo.InvariantCulture, $"{endPoint}"), .. options])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
