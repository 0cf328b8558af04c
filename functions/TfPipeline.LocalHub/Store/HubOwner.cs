using System.Globalization;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Store;

/// <summary>
/// A process's place in the store: a lock file that the system gives back when the process ends, however it ends, and a row with a
/// heartbeat for the case that it hangs. Work belongs to an owner; that of an owner who is gone belongs to nobody.
/// </summary>
internal sealed class HubOwner : IDisposable
{
    private readonly HubFile file;
    private readonly HubOptions options;
    private readonly string folder;
    private readonly FileStream mark;
    private readonly ManualResetEventSlim stopped = new();
    private readonly Thread heart;

    private HubOwner(HubFile file, string folder, string id, FileStream mark, HubOptions options)
    {
        (this.file, this.folder, this.mark, this.options, Id) = (file, folder, mark, options, id);
        Beat();
        // A thread of its own: work that keeps every other one busy must not look like a process that hangs.
        heart = new Thread(BeatUntilStopped) { IsBackground = true, Name = "tfp heartbeat" };
        heart.Start();
    }

    public string Id { get; }

    /// <exception cref="HubException">Locks do not work in this folder.</exception>
    public static HubOwner Join(HubFile file, string folder, HubOptions options)
    {
        var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var taken = TryLock(PathOf(folder, id), FileMode.CreateNew)
            ?? throw new HubException("The host folder cannot be written. Check the rights on it, or name another with --state.");
        if (IsAlive(folder, id))
            return new HubOwner(file, folder, id, taken, options);

        taken.Dispose();
        throw new HubException("Locks on files have no effect in the host folder. Name a folder on a disk of this machine with --state.");
    }

    /// <summary>Takes the work away from owners that have ended or have not been heard of for too long; true where there was any.</summary>
    public bool BuryTheDead()
    {
        var now = Now();
        var others = file.Read(inside => inside.Rows("SELECT id, until FROM owners WHERE id <> ?1", row => (Id: row.GetString(0), Until: row.GetInt64(1)), Id));
        var dead = others.Where(other => other.Until < now || !IsAlive(folder, other.Id)).Select(other => other.Id).ToList();
        foreach (var id in dead)
            Release(id);
        return dead.Count > 0;
    }

    public void Dispose()
    {
        stopped.Set();
        heart.Join();
        Release(Id);
        mark.Dispose();
        File.Delete(PathOf(folder, Id));
        stopped.Dispose();
    }

    private void Release(string id)
    {
        file.Write(inside =>
        {
            inside.Execute("DELETE FROM owners WHERE id = ?1", id);
            inside.Execute("UPDATE instances SET owner = NULL, token = NULL WHERE owner = ?1", id);
            inside.Execute("UPDATE activities SET owner = NULL, token = NULL WHERE owner = ?1", id);
        });
        if (!string.Equals(id, Id, StringComparison.Ordinal) && !IsAlive(folder, id))
            File.Delete(PathOf(folder, id));
    }

    private void BeatUntilStopped()
    {
        while (!stopped.Wait(options.Heartbeat))
        {
            try
            {
                Beat();
            }
            catch (HubException)
            {
                // The next beat may work; where the store is lost, the work itself finds out.
            }
        }
    }

    private void Beat() => file.Write(inside => inside.Execute(
        "INSERT INTO owners (id, until) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET until = ?2", Id, Now() + (long)options.Lease.TotalMilliseconds));

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static bool IsAlive(string folder, string id)
    {
        var path = PathOf(folder, id);
        if (!File.Exists(path))
            return false;
        using var taken = TryLock(path, FileMode.Open);
        return taken is null && File.Exists(path);
    }

    private static FileStream? TryLock(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string PathOf(string folder, string id) => Path.Combine(folder, id + ".owner");
}
