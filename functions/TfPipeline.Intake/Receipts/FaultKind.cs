namespace TfPipeline.Intake;

/// <summary>Why an upload could not be processed: all that a failed receipt says about it.</summary>
public enum FaultKind
{
    /// <summary>None of the others, or the process ended before it could say.</summary>
    Unknown,

    /// <summary>Storage could not be reached or refused.</summary>
    Storage,

    /// <summary>Storage withholds the upload: its malware scan is not done, or found something.</summary>
    Withheld,

    /// <summary>A file of the working store is missing, damaged, or was made with another key or by an earlier version.</summary>
    WorkingStore,

    /// <summary>There was not enough memory.</summary>
    Memory,

    /// <summary>The upload was replaced again and again while it was read.</summary>
    Unstable,

    /// <summary>The work was stopped, as by the time limit of a function.</summary>
    Interrupted,
}

/// <summary>Faults in words.</summary>
public static class FaultKindWords
{
    /// <summary>For a council and an operator.</summary>
    public static string InWords(this FaultKind kind) => kind switch
    {
        FaultKind.Storage => "storage could not be reached",
        FaultKind.Withheld => "the malware scan has not passed the file",
        FaultKind.WorkingStore => "a file of the service is missing or can't be read",
        FaultKind.Memory => "not enough memory",
        FaultKind.Unstable => "the file was replaced again and again while it was read",
        FaultKind.Interrupted => "the work was stopped before its end",
        _ => "not known",
    };
}
