using System.Globalization;
using System.IO.Compression;
using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests.Workbooks;

/// <summary>Workbooks that are broken at random, from a fixed seed: their parts, their archive, their cells. Each ends in a receipt; none in an exception.</summary>
[Trait("tier", "property")]
public sealed class WorkbookFuzzTests
{
    private const int Seed = 20190331;

    private static readonly string[] Pieces =
    [
        "<v>", "</v>", "<c/>", "<c r=\"ZZZZ9\"><v>1</v></c>", "<row r=\"1\">", "<row r=\"1048576\"/>", "<row r=\"-1\">", "t=\"s\"", "t=\"e\"", "t=\"d\"", "s=\"9999\"", "<f>A1</f>", "<mergeCell ref=\"A1:XFD1048576\"/>",
        "<mergeCells><mergeCell ref=\"A2:C4\"/></mergeCells>", "&#0;", "&amp;", "<!-- -->", "<!DOCTYPE a>", "<![CDATA[x]]>", "1E+308", "NaN", "-1", "9999999999", "2147483648", "\"", "<", ">", "\uFEFF", "date1904=\"1\"", "state=\"hidden\"",
    ];

    private static readonly Lazy<List<Dictionary<string, byte[]>>> Bases = new(() => [.. Books().Select(Parts)]);

    [Fact]
    public Task Any_workbook_ends_in_a_receipt() => Fuzzed.EndInReceiptsAsync("workbook", Seed, FuzzCount.Of(600), Make);

    private static byte[] Make(Random random)
    {
        var parts = new Dictionary<string, byte[]>(Bases.Value[random.Next(Bases.Value.Count)], StringComparer.Ordinal);
        for (var i = random.Next(3); i > 0; i--)
        {
            var name = parts.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(parts.Count));
            parts[name] = Broken(random, parts[name]);
        }

        if (random.Next(20) == 0)
            parts.Remove(parts.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(parts.Count)));
        var bytes = Zip(parts);
        if (random.Next(5) == 0)
        {
            for (var i = random.Next(4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(15) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static byte[] Broken(Random random, byte[] part)
    {
        var text = Encoding.UTF8.GetString(part);
        var at = random.Next(text.Length + 1);
        return Encoding.UTF8.GetBytes(random.Next(3) switch
        {
            0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            1 => text.Remove(at, Math.Min(random.Next(30), text.Length - at)),
            _ => string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{random.Next(10)}{text[Math.Min(text.Length, at + 1)..]}"),
        });
    }

    private static IEnumerable<byte[]> Books()
    {
        var csv = CouncilCsv.Of().Add(("withdrawn", "yes")).Add().Add(("date_of_birth", "")).Add();
        yield return MadeWorkbook.Of(MadeSheet.Of(csv));
        var typed = MadeSheet.Of(csv).With("date_of_birth", 2, new MadeCell.Number(36925, "dd/mm/yyyy")).With("person_id", 3, new MadeCell.Number(7, "00000"))
            .With("surname", 2, new MadeCell.Text("Doe", Shared: true)).With("crime_asb", 4, new MadeCell.Truth(true)).With("forename", 4, new MadeCell.Formula("A1", "Ann")).With("upn", 4, new MadeCell.Error("#N/A"));
        yield return MadeWorkbook.Of(new MadeSheet("Notes").Add(new MadeCell.Text("x")), typed);
        yield return MadeWorkbook.Of(date1904: true, typed, MadeSheet.Of(csv, "Older"));
    }

    private static Dictionary<string, byte[]> Parts(byte[] workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        return archive.Entries.ToDictionary(
            e => e.FullName,
            e =>
            {
                using var content = e.Open();
                using var bytes = new MemoryStream();
                content.CopyTo(bytes);
                return bytes.ToArray();
            },
            StringComparer.Ordinal);
    }

    private static byte[] Zip(Dictionary<string, byte[]> parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
