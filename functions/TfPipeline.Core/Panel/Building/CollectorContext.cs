using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Building;

/// <summary>What every collector works with.</summary>
/// <param name="Outcome">The outcome's contract.</param>
/// <param name="Coverage">Days covered for the outcome.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Days">Everyone's windows.</param>
internal sealed record CollectorContext(OutcomeContract Outcome, OutcomeCoverage Coverage, PanelCohort Cohort, WindowDays Days)
{
    /// <summary>True when the person's age that day is in the outcome's scope.</summary>
    public bool IsOfAge(int person, DateOnly day) =>
        Outcome.Ages is not { } ages
        || (Ages.On(Cohort.DateOfBirth[person], day) is var age && age >= (ages.From ?? int.MinValue) && age <= (ages.To ?? int.MaxValue));
}
