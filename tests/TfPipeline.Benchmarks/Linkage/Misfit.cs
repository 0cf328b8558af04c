using System.Globalization;
using TfPipeline.Linkage;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Which patterns the model is wrong about: true matches beside the sum of their probabilities. Printed when TFP_MISFIT is set.</summary>
internal static class Misfit
{
    private const int Lines = 25;

    public static void Print(string set, LinkageResult result, Func<int, string, bool> isRight)
    {
        if (Environment.GetEnvironmentVariable("TFP_MISFIT") is null)
            return;
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        var rows = new Dictionary<int, (int Pairs, int True, double Sum)>();
        for (var p = 0; p < pairs.Count; p++)
        {
            var row = rows.GetValueOrDefault(pairs.Patterns[p]);
            rows[pairs.Patterns[p]] = (row.Pairs + 1, row.True + (isRight(pairs.Left[p], pairs.RecordIds[pairs.Right[p]]) ? 1 : 0), row.Sum + fitted.Probabilities[p]);
        }

        Console.Error.WriteLine($"{set}: forename surname date postcode sex: pairs, true, sum of p");
        foreach (var (pattern, row) in rows.OrderByDescending(r => Math.Abs(r.Value.True - r.Value.Sum)).Take(Lines))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {string.Join(' ', ComparisonVector.Levels(pattern)[..5].ToArray())}  {row.Pairs,8} {row.True,6} {row.Sum,9:0.0}"));
        var m = result.Model;
        for (var f = 0; f < 5; f++)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(Field)f}: m {string.Join(' ', m.M[f].Skip(1).Select(x => x.ToString("0.0000", CultureInfo.InvariantCulture)))}  u {string.Join(' ', m.U[f].Skip(1).Select(x => x.ToString("0.000000", CultureInfo.InvariantCulture)))}"));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  surname|postcode {m.SurnameGivenPostcode:g3} date|household {m.BirthDateGivenHousehold:g3} forename|household {m.ForenameGivenHousehold:g3} date|surname {m.BirthDateGivenSurname:g3} namesakes {m.Namesakes:g3} fashion {m.ForenameAndDateTogether:g3} E {m.ExpectedMatches:0.0}"));
    }
}
