namespace TfPipeline.Cli.Terminal;

/// <summary>What <c>tfp</c> tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done, or accepted.</summary>
    public const int Ok = 0;

    /// <summary>The data were refused; the receipt says why.</summary>
    public const int Refused = 1;

    /// <summary>The command could not run.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Interrupted from the keyboard; the same number that a shell gives for SIGINT.</summary>
    public const int Interrupted = 130;
}
