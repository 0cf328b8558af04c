namespace TfPipeline.Evaluation.Panels;

/// <summary>What a value in an outcome column stands for. Missing, zero and unknown are never mixed.</summary>
public enum OutcomeState : byte
{
    /// <summary>Made from the department's records of a linked person.</summary>
    Measured,

    /// <summary>The person is in no record of the department, and the department's contract says what that means.</summary>
    Assumed,

    /// <summary>The delivery does not cover the whole window, or holds nothing to measure by in it. No value.</summary>
    Missing,

    /// <summary>The person was not linked and the contract makes no assumption. No value.</summary>
    Unknown,

    /// <summary>The person's age puts the window outside the outcome. No value.</summary>
    OutOfScope,
}

/// <summary>The names that the states have in Parquet files.</summary>
public static class OutcomeStates
{
    /// <summary>The name in files.</summary>
    public static string Name(this OutcomeState state) => state switch
    {
        OutcomeState.Measured => "measured",
        OutcomeState.Assumed => "assumed",
        OutcomeState.Missing => "missing",
        OutcomeState.Unknown => "unknown",
        OutcomeState.OutOfScope => "out_of_scope",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>True when there is a value to analyse.</summary>
    public static bool HasValue(this OutcomeState state) => state is OutcomeState.Measured or OutcomeState.Assumed;

    /// <summary>The state of a name in a file; null for any other text.</summary>
    public static OutcomeState? TryParse(string? name) => name switch
    {
        "measured" => OutcomeState.Measured,
        "assumed" => OutcomeState.Assumed,
        "missing" => OutcomeState.Missing,
        "unknown" => OutcomeState.Unknown,
        "out_of_scope" => OutcomeState.OutOfScope,
        _ => null,
    };
}
