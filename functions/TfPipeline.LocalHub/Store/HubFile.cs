using Microsoft.Data.Sqlite;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Store;

/// <summary>
/// The SQLite file that holds all orchestrations of a machine, in write-ahead mode: readers do not wait for a writer, and what a
/// process that was killed had not committed never was. After a power cut the last transactions may be missing; that work is done again
/// and gives the same bytes.
/// </summary>
internal sealed class HubFile : IDisposable
{
    public const string Name = "hub.db";

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private bool isClosed;

    private HubFile(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens the store, and makes it where there is none.</summary>
    /// <exception cref="HubException">It cannot be used; the message says why.</exception>
    public static HubFile Open(string folder)
    {
        Directory.CreateDirectory(folder);
        FileSystems.RequireLocal(folder);
        var file = Connect(folder, SqliteOpenMode.ReadWriteCreate);
        try
        {
            file.Prepare();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store to look at it; null where there is none.</summary>
    public static HubFile? Look(string folder) => File.Exists(Path.Combine(folder, Name)) ? Connect(folder, SqliteOpenMode.ReadWrite) : null;

    /// <summary>Runs one transaction that writes. Nothing of it stays where it throws.</summary>
    public T Write<T>(Func<HubTransaction, T> work) => Run(transaction: true, work);

    /// <summary>Runs one transaction that writes. Nothing of it stays where it throws.</summary>
    public void Write(Action<HubTransaction> work) => Run(transaction: true, inside =>
    {
        work(inside);
        return true;
    });

    /// <summary>Asks once, without a transaction.</summary>
    public T Read<T>(Func<HubTransaction, T> work) => Run(transaction: false, work);

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            foreach (var command in commands.Values)
                command.Dispose();
            commands.Clear();
            connection.Dispose();
        }
    }

    private static HubFile Connect(string folder, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, Name),
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 60,
        };
        return Translating(() =>
        {
            var opened = new SqliteConnection(text.ToString());
            try
            {
                opened.Open();
                return new HubFile(opened);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        });
    }

    private void Prepare()
    {
        Read(inside =>
        {
            inside.Execute("PRAGMA busy_timeout = 60000");
            inside.Execute("PRAGMA journal_mode = WAL");
            inside.Execute("PRAGMA synchronous = NORMAL");
            return inside.Text("PRAGMA quick_check(1)") is "ok" ? true : throw new HubDamagedException();
        });
        Write(inside =>
        {
            var version = inside.Number("PRAGMA user_version");
            if (version == 0)
            {
                inside.Execute(HubSchema.Tables);
                inside.Execute($"PRAGMA user_version = {HubSchema.Version}");
            }
            else if (version != HubSchema.Version)
            {
                throw new HubException("The host folder was made by another version of this program. Finish its runs with that version, or delete hub.db, hub.db-wal and hub.db-shm there; no result is lost.");
            }
        });
    }

    private T Run<T>(bool transaction, Func<HubTransaction, T> work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            return Translating(() =>
            {
                using var begun = transaction ? connection.BeginTransaction(deferred: false) : null;
                var result = work(new HubTransaction(connection, commands, begun));
                begun?.Commit();
                return result;
            });
        }
    }

    /// <summary>What the library says may quote a path or a statement; the codes are those of sqlite.org/rescode.html.</summary>
    private static T Translating<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            throw fault.SqliteErrorCode switch
            {
                5 or 6 => new HubException("Another process has kept the file of this machine's runs to itself for a minute. Stop it, then run the same command again."),
                8 or 14 or 23 => new HubException("The file of this machine's runs cannot be opened or written. Check the rights on the host folder, or name another with --state."),
                11 or 26 => new HubDamagedException(),
                13 => new HubException("There is no space left where the runs of this machine are kept. Make some; the same command goes on."),
                _ => new HubException($"The file of this machine's runs could not be used (SQLite error {fault.SqliteErrorCode}, {fault.SqliteExtendedErrorCode})."),
            };
        }
    }
}
