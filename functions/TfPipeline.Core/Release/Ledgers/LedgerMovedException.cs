namespace TfPipeline.Core.Release.Ledgers;

/// <summary>Another release was recorded while this one was made, so it was not compared with that. A further attempt is.</summary>
public sealed class LedgerMovedException() : Exception("Another release was recorded in the ledger meanwhile; try again.");
