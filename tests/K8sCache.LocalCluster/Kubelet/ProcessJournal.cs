using System.Globalization;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Remembers running children in a folder, one file a process, so that the next start in the same folder ends what an earlier
/// one left behind. A process id may have been reused since: its start time tells.
/// </summary>
internal sealed class ProcessJournal
{
    private readonly string _folder;

    public ProcessJournal(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public void Add(int processId) => File.WriteAllText(FileOf(processId), StartTimeOf(processId));

    public void Remove(int processId) => File.Delete(FileOf(processId));

    /// <summary>Kills what an earlier start left running and forgets it; the number of processes killed.</summary>
    public int KillLeftovers()
    {
        var killed = 0;
        foreach (var file in Directory.GetFiles(_folder))
        {
            if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                && StartTimeOf(processId) is { Length: > 0 } startTime
                && startTime == File.ReadAllText(file))
            {
                ProcessSignal.SendToGroup(processId, ProcessSignal.Kill);
                killed++;
            }

            File.Delete(file);
        }

        return killed;
    }

    private string FileOf(int processId) => Path.Combine(_folder, processId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Field 22 of <c>/proc/PID/stat</c> (proc(5)); empty when there is no such process.</summary>
    private static string StartTimeOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            // The second field, the program's name in parentheses, may itself hold spaces; fields after it are counted from 3.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[22 - 3];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
