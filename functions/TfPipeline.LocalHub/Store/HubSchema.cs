namespace TfPipeline.LocalHub.Store;

/// <summary>The tables of the store.</summary>
internal static class HubSchema
{
    /// <summary>Goes up with each change; a store of another version is refused.</summary>
    public const long Version = 1;

    /// <summary>
    /// An instance is an orchestration; its inbox holds what it has not seen yet, timers among it; its history is what it has seen. An
    /// activity is work that is not done. What a process works on bears its owner and a token that is new each time.
    /// </summary>
    public const string Tables =
        """
        CREATE TABLE owners (id TEXT PRIMARY KEY, until INTEGER NOT NULL);
        CREATE TABLE instances (
            id TEXT PRIMARY KEY, execution TEXT NOT NULL, name TEXT NOT NULL, ended INTEGER NOT NULL, state TEXT NOT NULL, owner TEXT, token TEXT);
        CREATE TABLE history (
            instance TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (instance, seq)) WITHOUT ROWID;
        CREATE TABLE inbox (id INTEGER PRIMARY KEY, instance TEXT NOT NULL, due INTEGER NOT NULL, message TEXT NOT NULL);
        CREATE INDEX inbox_by_instance ON inbox (instance, due);
        CREATE TABLE activities (
            id INTEGER PRIMARY KEY, instance TEXT NOT NULL, execution TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL, owner TEXT, token TEXT);
        """;
}
