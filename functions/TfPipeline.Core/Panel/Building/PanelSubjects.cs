namespace TfPipeline.Core.Panel.Building;

/// <summary>Whom outcomes are made for: everyone of the cohort by number, then the alternatives, each of which is one of them with other records.</summary>
internal sealed class PanelSubjects(PanelCohort cohort, WindowDays days, IReadOnlyList<int> alternatives)
{
    /// <summary>Number of people of the cohort.</summary>
    public int People => cohort.Count;

    /// <summary>People and alternatives.</summary>
    public int Count => cohort.Count + alternatives.Count;

    public DateOnly DateOfBirth(int subject) => cohort.DateOfBirth[PersonOf(subject)];

    public DateOnly IndexDate(int subject) => cohort.IndexDate[PersonOf(subject)];

    /// <summary>First day of a window.</summary>
    public int From(int subject, int window) => days.From(PersonOf(subject), window);

    /// <summary>First day after a window.</summary>
    public int Until(int subject, int window) => days.Until(PersonOf(subject), window);

    /// <summary>True when the window holds the day.</summary>
    public bool Holds(int subject, int window, int day) => days.Holds(PersonOf(subject), window, day);

    private int PersonOf(int subject) => subject < cohort.Count ? subject : alternatives[subject - cohort.Count];
}
