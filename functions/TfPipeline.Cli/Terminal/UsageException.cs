namespace TfPipeline.Cli.Terminal;

/// <summary>The command line asks for something that cannot be done; the message is for the person at the keyboard.</summary>
public sealed class UsageException : Exception
{
    /// <summary>The message names the option and the remedy, never a value from a file.</summary>
    public UsageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
