using System.Globalization;
using TfPipeline.Evaluation;

namespace TfPipeline.TestData;

/// <summary>The LaLonde data and R's figures for them; <c>lalonde.R</c>, <c>estimators.R</c> and <c>subgroups.R</c> in <c>tests/data/reference</c> write them.</summary>
internal static partial class Lalonde
{
    private static readonly Dictionary<string, double> References = ReadReferences();

    private static readonly string[][] Rows = ReadRows();

    public static int[] Families { get; } = [.. Column("family").Select(v => (int)v)];

    public static bool[] Treated { get; } = [.. Column("treat").Select(v => v == 1)];

    public static double[] Outcome { get; } = Column("re78");

    public static int[] Race { get; } = [.. Rows.Skip(1).Select(r => Array.IndexOf(["black", "hispan", "white"], r[3]))];

    public static DesignMatrix Design(params string[] leaveOut) => DesignMatrix.Create(
        Outcome.Length,
        [.. new (string, double[])[]
        {
            ("age", Column("age")), ("educ", Column("educ")), ("racehispan", Is(1)), ("racewhite", Is(2)),
            ("married", Column("married")), ("nodegree", Column("nodegree")), ("re74", Column("re74")), ("re75", Column("re75")),
        }.Where(c => !leaveOut.Contains(c.Item1))]);

    public static double[] Column(string name)
    {
        var place = Array.IndexOf(Rows[0], name);
        return [.. Rows.Skip(1).Select(r => double.Parse(r[place], CultureInfo.InvariantCulture))];
    }

    public static double Reference(string name) => References[name];

    public static IEnumerable<string> ReferenceNames => References.Keys;

    private static double[] Is(int race) => [.. Race.Select(r => r == race ? 1.0 : 0.0)];

    private static string[][] ReadRows() => [.. File.ReadLines(Path("lalonde.csv")).Select(l => l.Split(','))];

    private static Dictionary<string, double> ReadReferences() => new[] { "lalonde-reference.csv", "estimators-reference.csv", "subgroups-reference.csv" }
        .SelectMany(name => File.ReadLines(Path(name)).Skip(1)).Select(l => l.Split(',')).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static string Path(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "tests", "data", "reference", name);
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException($"tests/data/reference/{name} is not above the test assembly");
    }
}
