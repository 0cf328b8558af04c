using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>A snapshot as columns of numbers; days are day numbers, 0 for none.</summary>
internal static class SnapshotColumns
{
    public static int[][] ToInts(CohortSnapshot s, int start, int count) =>
    [
        Column(start, count, i => CouncilNumber(s.Gss[i])),
        Column(start, count, i => s.IsProgramme[i] ? 1 : 0),
        Column(start, count, i => s.IndexDate[i].DayNumber),
        Column(start, count, i => s.EndDate[i]?.DayNumber ?? 0),
        Column(start, count, i => s.CrossoverDate[i]?.DayNumber ?? 0),
        Column(start, count, i => s.DateOfBirth[i].DayNumber),
        Column(start, count, i => (int)s.Sex[i]),
        Column(start, count, i => (int)s.Problems[i]),
        Column(start, count, i => s.HasUpn[i] ? 1 : 0),
        Column(start, count, i => s.HasNino[i] ? 1 : 0),
    ];

    public static long[][] ToLongs(CohortSnapshot s, int start, int count) =>
    [
        Column(start, count, i => unchecked((long)s.PersonRef[i].High)),
        Column(start, count, i => unchecked((long)s.PersonRef[i].Low)),
        Column(start, count, i => unchecked((long)s.FamilyRef[i].High)),
        Column(start, count, i => unchecked((long)s.FamilyRef[i].Low)),
    ];

    public static CohortSnapshot From(int[][] ints, long[][] longs, TokenTable tokens, SnapshotInfo info) => new()
    {
        PersonRef = Join(longs[0], longs[1]),
        FamilyRef = Join(longs[2], longs[3]),
        Gss = Array.ConvertAll(ints[0], CouncilCode),
        IsProgramme = Array.ConvertAll(ints[1], b => b != 0),
        IndexDate = Array.ConvertAll(ints[2], DateOnly.FromDayNumber),
        EndDate = Array.ConvertAll(ints[3], Day),
        CrossoverDate = Array.ConvertAll(ints[4], Day),
        DateOfBirth = Array.ConvertAll(ints[5], DateOnly.FromDayNumber),
        Sex = Array.ConvertAll(ints[6], v => (Sex)v),
        Problems = Array.ConvertAll(ints[7], v => (ProblemFlags)v),
        HasUpn = Array.ConvertAll(ints[8], b => b != 0),
        HasNino = Array.ConvertAll(ints[9], b => b != 0),
        Tokens = tokens,
        Flow = info.Flow,
        KeyVersion = info.KeyVersion,
    };

    public static DateOnly? Day(int day) => day == 0 ? null : DateOnly.FromDayNumber(day);

    // E08000035 as 8000035: every GSS code of an English council starts with E.
    private static int CouncilNumber(string gss) => int.Parse(gss.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    private static string CouncilCode(int number) => "E" + number.ToString("00000000", System.Globalization.CultureInfo.InvariantCulture);

    private static Reference[] Join(long[] high, long[] low)
    {
        var references = new Reference[high.Length];
        for (var i = 0; i < references.Length; i++)
            references[i] = new Reference(unchecked((ulong)high[i]), unchecked((ulong)low[i]));
        return references;
    }

    private static T[] Column<T>(int start, int count, Func<int, T> value)
    {
        var column = new T[count];
        for (var i = 0; i < count; i++)
            column[i] = value(start + i);
        return column;
    }
}
