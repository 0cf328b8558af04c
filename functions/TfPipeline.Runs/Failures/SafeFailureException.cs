namespace TfPipeline.Runs.Failures;

/// <summary>An activity or a function failed; the message is safe for a history and a log. There is no inner exception on purpose.</summary>
public sealed class SafeFailureException : Exception
{
    /// <summary>Keeps the words and leaves the fault behind.</summary>
    public SafeFailureException(SafeFailure failure)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).Message)
        => Failure = failure;

    /// <summary>What failed.</summary>
    public SafeFailure Failure { get; }
}
