using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;

namespace TfPipeline.Cli.Linking;

/// <summary>Writes the links and what is known of them.</summary>
internal static class LinkOutput
{
    private const int LongestNumber = 32;

    private static readonly CsvWriterOptions Csv = new() { NewLine = "\n" };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>left_id,right_id,probability,weight,pass,status, in ordinal order of left ids.</summary>
    public static async Task WriteLinksAsync(FileInfo file, LinkTable links, Func<int, string> leftId, Func<string, string> rightId, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(file.Create(), Csv);
        csv.WriteRecord("left_id", "right_id", "probability", "weight", "pass", "status");
        // Numbers take longer to write down than a link took to find, so links are written down side by side; they come out in order.
        await csv.ParallelWriteAsync(Enumerable.Range(0, links.Count), (writer, k) => Write(writer, links, k, leftId, rightId), cancellationToken: cancellationToken);
    }

    /// <summary>id,person_id: rows of one person carry the first of their ids in ordinal order.</summary>
    public static async Task WriteClustersAsync(FileInfo file, string[] ids, int[] clusters, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(file.Create(), Csv);
        csv.WriteRecord("id", "person_id");
        for (var i = 0; i < ids.Length; i++)
        {
            csv.WriteField(ids[i]);
            csv.WriteField(ids[clusters[i]]);
            await csv.EndRecordAsync(cancellationToken);
        }
    }

    public static string Json(LinkageResult result, IReadOnlyList<string> unread) => JsonSerializer.Serialize(
        new { summary = LinkSummary.Of(result), unread, result.Compared, result.Candidates, ladders = result.BlockingCosts, model = result.Model }, Indented);

    public static string Text(LinkageResult result)
    {
        var s = LinkSummary.Of(result);
        var lines = string.Create(
            CultureInfo.InvariantCulture,
            $"{s.Matches:N0} matches, {s.Possible:N0} possible, {s.Ambiguous:N0} ambiguous. Compared {result.Compared:N0} pairs.\nExpected by the model: {s.ExpectedMatches:N0} true matches, precision {s.ExpectedPrecision:0.0000}, recall {s.ExpectedRecall:0.0000}.");
        if (!s.HasConverged)
            lines += "\nThe fit stopped at its limit of iterations; look at the links before using them.";
        if (s.RelativeLike.Count > 0)
            lines += RelativesText(s);
        if (s.RecordsOfSeveralPeople > 0)
            lines += string.Create(CultureInfo.InvariantCulture, $"\n{s.RecordsOfSeveralPeople:N0} records of the right file are a match of several people. If a record is of one person, use --one-to-one.");
        if (s.DroppedPairs > 0)
            lines += string.Create(CultureInfo.InvariantCulture, $"\n{s.DroppedPairs:N0} pairs in very large blocks were not compared.");
        return result.Model.NeutralFields.Count == 0 ? lines : lines + "\nNeutral, because absent or constant: " + string.Join(", ", result.Model.NeutralFields) + ".";
    }

    private static string RelativesText(LinkSummary s) => string.Create(
        CultureInfo.InvariantCulture,
        $"\n{s.RelativeLike.Count:N0} matches could be two relatives of one household: {s.RelativeLike.Twins:N0} with another forename (twins), {s.RelativeLike.Namesakes:N0} with another date of birth (one name). The files alone can't tell; if all of them are, precision is {s.PrecisionIfRelatives:0.0000}. Look at them before using them.");

    /// <summary>A waterfall: prior, what each field adds, and the running total, all in base-2 logarithms.</summary>
    public static string Text(Explanation why)
    {
        var (text, total) = (new StringBuilder(), why.PriorWeight);
        text.Append(CultureInfo.InvariantCulture, $"{"field",-17} {"agreement",-25} {"weight",8} {"total",8}   of the weight, frequency and household\n");
        Line("before any field", "", why.PriorWeight, null);
        foreach (var field in why.Fields.Where(f => f.Level != "missing"))
        {
            total += field.Weight;
            Line(field.Field.ToString(), field.Level, field.Weight, field.Weight - field.AverageWeight);
        }

        text.Append(CultureInfo.InvariantCulture, $"{"log2 odds",-17} {"",-25} {"",8} {why.LogOdds,8:+0.00;-0.00;0.00}\nprobability beside competing pairs {why.Probability:0.0000}");
        return text.ToString();

        void Line(string name, string level, double weight, double? adjustment)
            => text.Append(string.Create(CultureInfo.InvariantCulture, $"{name,-17} {level,-25} {weight,8:+0.00;-0.00;0.00} {total,8:+0.00;-0.00;0.00}   {adjustment,8:+0.00;-0.00;0.00}").TrimEnd()).Append('\n');
    }

    private static void Write(CsvWriter csv, LinkTable links, int k, Func<int, string> leftId, Func<string, string> rightId)
    {
        csv.WriteField(leftId(links.CohortIndex[k]));
        csv.WriteField(links.RecordId[k].Length == 0 ? string.Empty : rightId(links.RecordId[k]));
        Write(csv, links.Probability[k], 1_000_000, "D6");
        Write(csv, links.Weight[k], 1_000, "D3");
        csv.WriteField(NameOf(links.Evidence[k]));
        csv.WriteField(NameOf(links.Status[k]));
        csv.EndRecord();
    }

    /// <summary>A number rounded to one part in a unit: as a whole number of such parts, which is many times faster than formatting a fraction.</summary>
    private static void Write(CsvWriter csv, double value, long unit, string decimals)
    {
        Span<byte> room = stackalloc byte[LongestNumber];
        var rounded = (long)Math.Round(Math.Abs(value) * unit, MidpointRounding.AwayFromZero);
        var sign = value < 0 && rounded > 0 ? "-" : "";
        if (!Utf8.TryWrite(room, CultureInfo.InvariantCulture, $"{sign}{rounded / unit}.", out var whole) || !(rounded % unit).TryFormat(room[whole..], out var rest, decimals, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"A number of a link takes more than {LongestNumber} characters.");
        csv.WriteField((ReadOnlySpan<byte>)room[..(whole + rest)]);
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum
        => Enum.GetName(value)!;
}
