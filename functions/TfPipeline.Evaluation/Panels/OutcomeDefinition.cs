namespace TfPipeline.Evaluation.Panels;

/// <summary>An outcome as the panel and everything after it describe it.</summary>
/// <param name="Code">Short code in lower case with underscores; the name of the outcome's file.</param>
/// <param name="Department">Code of the department that it comes from.</param>
/// <param name="Title">Plain words for a reader.</param>
/// <param name="Scale">Whether the values are 0/1 or an amount.</param>
/// <param name="Unit">What a value of 1 means, or the unit of an amount.</param>
/// <param name="MoreIs">Whether more of it is good or bad for a person: adverse results are shown like the others.</param>
/// <param name="AgeFrom">Youngest age in whole years, inclusive; null for none.</param>
/// <param name="AgeTo">Oldest age in whole years, inclusive; null for none.</param>
/// <param name="Unlinked">What someone without a record gets: <see cref="OutcomeState.Assumed"/> zero, or <see cref="OutcomeState.Unknown"/>.</param>
public sealed record OutcomeDefinition(
    string Code,
    string Department,
    string Title,
    OutcomeScale Scale,
    string Unit,
    OutcomeDirection MoreIs,
    int? AgeFrom,
    int? AgeTo,
    OutcomeState Unlinked);

/// <summary>How an outcome is measured.</summary>
public enum OutcomeScale
{
    /// <summary>0 or 1.</summary>
    Event,

    /// <summary>A number in the outcome's unit.</summary>
    Amount,
}

/// <summary>Whether more of an outcome is good.</summary>
public enum OutcomeDirection
{
    /// <summary>More is worse.</summary>
    Worse,

    /// <summary>More is better.</summary>
    Better,

    /// <summary>Neither by itself.</summary>
    Neither,
}
