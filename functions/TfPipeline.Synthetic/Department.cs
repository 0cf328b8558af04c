using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>One department's made-up world: what happens to people, and the extract that it delivers about them.</summary>
internal abstract class Department
{
    /// <summary>The department's code, as in its contract.</summary>
    public abstract string Code { get; }

    /// <summary>Tables of the extract beside people.</summary>
    public abstract IReadOnlyList<TableLayout> Tables { get; }

    public virtual bool HasUpn => false;

    public virtual bool HasNino => false;

    /// <summary>Share of the eligible cohort that the extract lacks.</summary>
    public virtual double AbsentShare => 0.2;

    /// <summary>What the planted effects are counted on.</summary>
    public abstract IReadOnlyList<PlantedOutcome> Outcomes { get; }

    /// <summary>Days covered, per outcome; the manifest says them.</summary>
    public abstract IReadOnlyList<OutcomeCoverage> Coverage { get; }

    /// <summary>Birth dates of outside people.</summary>
    public abstract (DateOnly From, DateOnly To) OutsiderBirths { get; }

    /// <summary>True for someone whom the department could know at all.</summary>
    public virtual bool CouldHold(SyntheticPerson person) => true;

    /// <summary>
    /// Draws both courses of a person's life in the department's field. <paramref name="held"/> is false for someone whom the
    /// extract will lack; null means that nothing ever happens to such a person.
    /// </summary>
    public abstract History? Draw(SyntheticPerson person, bool held, ref Rng rng);

    /// <summary>Draws an outside person's course.</summary>
    public abstract History DrawOutsider(DateOnly born, ref Rng rng);

    /// <summary>Writes what the department recorded: the treated course from <paramref name="treatedFrom"/> on, the other before.</summary>
    public abstract void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables);
}

/// <summary>An outcome with a planted effect.</summary>
/// <param name="Code">The outcome's code, as in the contract.</param>
/// <param name="AgeFrom">Youngest age in scope.</param>
/// <param name="AgeTo">Oldest age in scope.</param>
/// <param name="Relative">Planted relative change after the index date, for the reader of the truth: −0.25 is a quarter fewer.</param>
/// <param name="Source">Where the size comes from.</param>
/// <param name="CountsAbsentAsZero">True when nothing happens to people whom the department does not hold.</param>
/// <param name="Value">The outcome on days from … until under one course; null when there is nothing to measure.</param>
internal sealed record PlantedOutcome(
    string Code,
    int? AgeFrom,
    int? AgeTo,
    double Relative,
    string Source,
    bool CountsAbsentAsZero,
    OutcomeValue Value);

/// <summary>The value of an outcome for one person on days from … until, treated or not.</summary>
internal delegate double? OutcomeValue(SyntheticPerson person, History? history, DateOnly from, DateOnly until, bool treated);
