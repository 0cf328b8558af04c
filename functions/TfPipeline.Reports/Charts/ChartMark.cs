namespace TfPipeline.Reports.Charts;

/// <summary>Which of the things that a chart compares a mark belongs to. Each has a colour, and its marks have a shape of their own.</summary>
public enum Series
{
    /// <summary>The main one.</summary>
    First,

    /// <summary>The one that it is compared with.</summary>
    Second,

    /// <summary>Another.</summary>
    Third,
}

/// <summary>The shape of a point.</summary>
public enum PointShape
{
    /// <summary>A circle.</summary>
    Dot,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A diamond.</summary>
    Diamond,
}

/// <summary>Something drawn in a row of a chart.</summary>
/// <param name="Series">What it belongs to.</param>
public abstract record ChartMark(Series Series)
{
    /// <summary>The class that colours it.</summary>
    protected static string Name(Series series) => series switch
    {
        Series.First => "first",
        Series.Second => "second",
        _ => "third",
    };

    /// <summary>The classes that the stylesheet draws it by.</summary>
    public virtual string Classes => Name(Series);
}

/// <summary>A point.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="At">Its value.</param>
/// <param name="Series">What it belongs to.</param>
/// <param name="IsHollow">True for an outline.</param>
/// <param name="Height">Where in the row it lies: percent from the top.</param>
public sealed record PointMark(PointShape Shape, double At, Series Series, bool IsHollow = false, double Height = 50) : ChartMark(Series)
{
    /// <inheritdoc />
    public override string Classes => Name(Series) + (IsHollow ? " hollow" : "");
}

/// <summary>An interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Series">What it belongs to.</param>
/// <param name="Height">Where in the row it lies: percent from the top.</param>
public sealed record IntervalMark(double Low, double High, Series Series, double Height = 50) : ChartMark(Series);

/// <summary>A bar.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other end, on either side.</param>
/// <param name="Series">What it belongs to.</param>
public sealed record BarMark(double From, double To, Series Series) : ChartMark(Series);

/// <summary>A line through points.</summary>
/// <param name="Values">The values along the axis; a null breaks the line.</param>
/// <param name="Series">What it belongs to.</param>
/// <param name="Shape">The shape of its points.</param>
/// <param name="IsHollow">True for points that are outlines.</param>
public sealed record LineMark(IReadOnlyList<double?> Values, Series Series, PointShape Shape, bool IsHollow = false) : ChartMark(Series)
{
    /// <inheritdoc />
    public override string Classes => Name(Series) + " wire";

    /// <summary>The classes of its points.</summary>
    public string PointClasses => Name(Series) + (IsHollow ? " hollow" : "");
}
