using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>Files that are broken at random, from a fixed seed. Each ends in a receipt; none in an exception.</summary>
[Trait("tier", "property")]
public sealed class FuzzTests
{
    private const int Seed = 20180331;

    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "\0", "\uFEFF", "=1+1", "<b>", "ÿ", "Ã©", "\uD83D\uDE00", "01/02/2016", "13/01/2016", "2016-02-30", "42494",
        "programme", "comparison", "yes", "reversal", "E08000035", "E07000004", "ZZ99 3VZ", "B801200005001", "AB123456C", "date_of_birth", "DOB (dd/mm/yyyy)", "   ", "-", "'",
    ];

    [Fact]
    public Task Any_file_ends_in_a_receipt() => Fuzzed.EndInReceiptsAsync("file", Seed, FuzzCount.Of(5_000), Make);

    private static byte[] Make(Random random)
    {
        var csv = new CouncilCsv
        {
            Separator = random.Next(8) == 0 ? ";" : ",",
            LineBreak = random.Next(4) == 0 ? "\n" : "\r\n",
        };
        for (var i = random.Next(6); i >= 0; i--)
            csv.Add();
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1];
        var text = new StringBuilder(csv.Text());
        for (var i = random.Next(5); i > 0; i--)
            Break(random, text);
        var encoding = encodings[random.Next(encodings.Length)];
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
        if (random.Next(3) == 0)
        {
            for (var i = random.Next(4); i > 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static void Break(Random random, StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(3))
        {
            case 0:
                text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 1:
                text.Remove(at, Math.Min(random.Next(30), text.Length - at));
                break;
            default:
                var cell = text.ToString().IndexOf(',', Math.Min(at, text.Length - 1));
                if (cell > 0)
                    text.Insert(cell + 1, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }
}
