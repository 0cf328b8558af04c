using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>What every collector works with.</summary>
/// <param name="Outcome">The outcome's contract.</param>
/// <param name="Coverage">Days covered for the outcome.</param>
/// <param name="Subjects">Whom outcomes are made for.</param>
internal sealed record CollectorContext(OutcomeContract Outcome, OutcomeCoverage Coverage, PanelSubjects Subjects)
{
    /// <summary>True when the subject's age that day is in the outcome's scope.</summary>
    public bool IsOfAge(int subject, DateOnly day) =>
        Outcome.Ages is not { } ages
        || (Ages.On(Subjects.DateOfBirth(subject), day) is var age && age >= (ages.From ?? int.MinValue) && age <= (ages.To ?? int.MaxValue));
}
