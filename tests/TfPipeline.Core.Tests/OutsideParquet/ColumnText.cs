using System.Globalization;
using TfPipeline.Core.OutsideParquet;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Reads any column as text, so that values of different programs can be compared.</summary>
internal static class ColumnText
{
    /// <summary>All values of a column over all row groups.</summary>
    public static List<string?> Read(OutsideParquetFile file, OutsideColumn column)
    {
        var all = new List<string?>();
        for (var g = 0; g < file.RowGroups; g++)
        {
            using var group = file.Group(g);
            all.AddRange(Read(group, column));
        }

        return all;
    }

    public static string?[] Read(OutsideRowGroup group, OutsideColumn column) => column.Kind switch
    {
        OutsideColumnKind.Text => group.Texts(column),
        OutsideColumnKind.Date or OutsideColumnKind.Timestamp => Text(group.Dates(column), v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        OutsideColumnKind.Whole => Text(group.Whole(column), v => v.ToString(CultureInfo.InvariantCulture)),
        OutsideColumnKind.Flag => Text(group.Flags(column), v => v ? "true" : "false"),
        _ => Text(group.Numbers(column), Number),
    };

    /// <summary>What the reader should give for a value, as DuckDB prints it: the same number or day is the same text, whoever printed it.</summary>
    public static string? Expected(string kind, OutsideColumnKind read, string? text) => (kind, read) switch
    {
        _ when text is null => null,
        ("float" or "double" or "decimal", _) => Number(Parse(text)),
        ("int", OutsideColumnKind.UnsignedLong) => Number(Parse(text)),
        ("timestamp", _) => DateTime.UnixEpoch.AddTicks(long.Parse(text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => text,
    };

    private static double Parse(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string?[] Text<T>(T?[] values, Func<T, string> text)
        where T : struct => Array.ConvertAll(values, v => v is { } value ? text(value) : null);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
