namespace TfPipeline.Storage;

/// <summary>A blob name that is not taken. The message states the rule and never the name, which may be outside text.</summary>
public sealed class InvalidBlobNameException : ArgumentException
{
    /// <summary>States the rule that the name breaks.</summary>
    public InvalidBlobNameException(string rule)
        : base($"A blob name was refused: {rule}.")
    {
    }
}
