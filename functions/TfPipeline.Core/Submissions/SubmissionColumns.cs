using Parquet.Schema;
using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>The Parquet columns of accepted rows: numbers only, so that no statistic of the file can hold a value in clear.</summary>
internal static class SubmissionColumns
{
    public static readonly DataField<int>[] Ints = [.. IntNames().Select(n => new DataField<int>(n))];
    public static readonly DataField<long>[] Longs = [.. LongNames().Select(n => new DataField<long>(n))];
    public static readonly DataField<long>[] Tokens = [.. TokenColumns.Names.Select(n => new DataField<long>(n))];

    public static ParquetSchema Schema { get; } = new([.. Ints, .. Longs, .. Tokens]);

    public static int[][] ToInts(SubmissionRows rows) =>
    [
        rows.Row,
        Array.ConvertAll(rows.Withdrawal, w => (int)w),
        Array.ConvertAll(rows.IsProgramme, Bit),
        rows.IndexDay,
        rows.EndDay,
        rows.BirthDay,
        rows.ClaimDay,
        Array.ConvertAll(rows.ClaimIsEmployment, Bit),
        Array.ConvertAll(rows.Sex, s => (int)s),
        Array.ConvertAll(rows.Problems, p => (int)p),
        Array.ConvertAll(rows.HasUpn, Bit),
        Array.ConvertAll(rows.HasNino, Bit),
    ];

    /// <summary>Fills one of <see cref="Longs"/>: arrays of this size are the costly ones to make anew for each row group.</summary>
    public static ReadOnlyMemory<long> ToLongs(SubmissionRows rows, int column, long[] buffer)
    {
        var references = (column / 2) switch { 0 => rows.Person, 1 => rows.Family, _ => rows.OptOut };
        for (var i = 0; i < references.Length; i++)
            buffer[i] = unchecked((long)(column % 2 == 0 ? references[i].High : references[i].Low));
        return buffer.AsMemory(0, references.Length);
    }

    public static SubmissionRows From(int[][] ints, long[][] longs)
    {
        var rows = new SubmissionRows(ints[0].Length);
        ints[0].CopyTo(rows.Row, 0);
        Fill(rows.Withdrawal, i => (WithdrawalState)ints[1][i]);
        Fill(rows.IsProgramme, i => ints[2][i] != 0);
        ints[3].CopyTo(rows.IndexDay, 0);
        ints[4].CopyTo(rows.EndDay, 0);
        ints[5].CopyTo(rows.BirthDay, 0);
        ints[6].CopyTo(rows.ClaimDay, 0);
        Fill(rows.ClaimIsEmployment, i => ints[7][i] != 0);
        Fill(rows.Sex, i => (Sex)ints[8][i]);
        Fill(rows.Problems, i => (ProblemFlags)ints[9][i]);
        Fill(rows.HasUpn, i => ints[10][i] != 0);
        Fill(rows.HasNino, i => ints[11][i] != 0);
        Fill(rows.Person, i => Join(longs[0][i], longs[1][i]));
        Fill(rows.Family, i => Join(longs[2][i], longs[3][i]));
        Fill(rows.OptOut, i => Join(longs[4][i], longs[5][i]));
        return rows;
    }

    private static string[] IntNames() =>
        ["row", "withdrawal", "is_programme", "index_day", "end_day", "birth_day", "claim_day", "claim_is_employment", "sex", "problems", "has_upn", "has_nino"];

    private static string[] LongNames() =>
        ["person_high", "person_low", "family_high", "family_low", "opt_out_high", "opt_out_low"];

    private static int Bit(bool value) => value ? 1 : 0;

    private static Reference Join(long high, long low) => new(unchecked((ulong)high), unchecked((ulong)low));

    private static void Fill<T>(T[] column, Func<int, T> value)
    {
        for (var i = 0; i < column.Length; i++)
            column[i] = value(i);
    }
}
