using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>Turns what synth made into input in which every name carries a mark, beside files that are wrong in marked ways.</summary>
internal sealed class CanaryInput
{
    private CanaryInput(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>National numbers, postcodes, distinctive dates of birth and full names, as the uploads have them.</summary>
    public HashSet<string> Values { get; } = new(StringComparer.Ordinal);

    public static async Task<CanaryInput> MakeAsync(string synthetic, string folder)
    {
        var input = new CanaryInput(folder);
        Workspace.Copy(synthetic, folder);
        var uploads = Directory.GetFiles(Path.Combine(folder, "uploads"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var upload in uploads)
            await input.MarkUploadAsync(upload);
        await AddBadUploadsAsync(uploads[0]);
        foreach (var manifest in Directory.GetFiles(Path.Combine(folder, "extracts"), "manifest.json", SearchOption.AllDirectories))
            await MarkDeliveryAsync(manifest);
        return input;
    }

    private async Task MarkUploadAsync(string path)
    {
        var rows = await ReadAsync(path);
        foreach (var row in rows.Skip(1))
        {
            var cell = Columns(rows[0], row);
            row[cell("forename")] += CanaryMarks.Forename;
            row[cell("surname")] += CanaryMarks.Surname;
            foreach (var column in new[] { "upn", "nino", "postcode", "forename", "surname", "person_id", "family_id" })
            {
                if (row[cell(column)].Length > 0)
                    Values.Add(row[cell(column)]);
            }

            // Dates that also occur as drops, coverage or window ends would be found by chance.
            var born = row[cell("date_of_birth")];
            if (born.Length == 10 && string.CompareOrdinal(born, "2000") < 0 && !born.EndsWith("-01", StringComparison.Ordinal) && !born.EndsWith("-31", StringComparison.Ordinal))
                Values.Add(born);
        }

        await WriteAsync(path, rows, new UTF8Encoding(false));
    }

    private static async Task AddBadUploadsAsync(string good)
    {
        var council = Path.GetDirectoryName(Path.GetDirectoryName(good))!;
        var uploads = Path.GetDirectoryName(council)!;
        var rows = await ReadAsync(good);

        // A person's name in the file's name, in UTF-16.
        await WriteAsync(Path.Combine(council, "2019-01-10", $"Jane {CanaryMarks.FileName} Smith.csv"), rows, Encoding.Unicode);
        // No header: a person stands where the header should be.
        await WriteAsync(Path.Combine(council, "2019-01-11", $"{CanaryMarks.FileName}-headless.csv"), rows[1..], new UTF8Encoding(false));
        // A column that nobody knows, called after a person.
        await WriteAsync(Path.Combine(council, "2019-01-12", $"{CanaryMarks.FileName}-column.csv"), [.. rows.Select((row, i) => row.Append(i == 0 ? $"{CanaryMarks.Header} Jane" : CanaryMarks.Value).ToArray())], new UTF8Encoding(false));
        // Values where they do not belong: one row for each column.
        var misplaced = rows.Take(1 + rows[0].Length).Select(row => row.ToArray()).ToList();
        for (var i = 1; i < misplaced.Count; i++)
            misplaced[i][i - 1] = CanaryMarks.Value;
        await WriteAsync(Path.Combine(council, "2019-01-13", $"{CanaryMarks.FileName}-misplaced.csv"), [.. misplaced, .. rows.Skip(1)], new UTF8Encoding(false));
        // Another council's folder, and folders that are none.
        var others = Directory.GetDirectories(uploads).First(other => !string.Equals(other, council, StringComparison.Ordinal));
        await WriteAsync(Path.Combine(others, "2019-01-14", $"{CanaryMarks.FileName}-elsewhere.csv"), rows, new UTF8Encoding(false));
        await WriteAsync(Path.Combine(council, CanaryMarks.Folder, $"{CanaryMarks.FileName}.csv"), rows, new UTF8Encoding(false));
        await WriteAsync(Path.Combine(uploads, CanaryMarks.Folder, "2019-01-15", $"{CanaryMarks.FileName}.csv"), rows, new UTF8Encoding(false));
        // A quote that never closes, bytes that are no text, an empty file.
        var text = await File.ReadAllTextAsync(good);
        await File.WriteAllTextAsync(Place(council, "2019-01-16", $"{CanaryMarks.FileName}-quote.csv"), text + $"\"{CanaryMarks.Value}\nand no end");
        await File.WriteAllBytesAsync(Place(council, "2019-01-17", $"{CanaryMarks.FileName}-bytes.csv"), [0, 1, 2, 0xFF, 0xFE, .. Encoding.UTF8.GetBytes(CanaryMarks.Value), 0x81, 0]);
        await File.WriteAllBytesAsync(Place(council, "2019-01-18", $"{CanaryMarks.FileName}-empty.csv"), []);
    }

    private static async Task MarkDeliveryAsync(string manifestPath)
    {
        var folder = Path.GetDirectoryName(manifestPath)!;
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(manifestPath))!;
        foreach (var file in manifest["files"]!.AsArray().Where(file => string.Equals((string?)file!["table"], "people", StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, (string)file!["name"]!);
            var marked = path + ".marked";
            await DuckDb.QueryAsync(
                $"COPY (SELECT * REPLACE (forename || '{CanaryMarks.Forename}' AS forename, surname || '{CanaryMarks.Surname}' AS surname) FROM read_parquet({DuckDb.Quote(path)})) TO {DuckDb.Quote(marked)} (FORMAT parquet)",
                "SELECT 1");
            File.Move(marked, path, overwrite: true);
            await using var content = File.OpenRead(path);
            file["sha256"] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
        }

        await File.WriteAllTextAsync(manifestPath, manifest.ToJsonString());
        // A newer delivery that is not complete: named for what it is, and left alone.
        var incomplete = Path.Combine(Path.GetDirectoryName(folder)!, "2099-01");
        Directory.CreateDirectory(incomplete);
        await File.WriteAllTextAsync(Path.Combine(incomplete, $"{CanaryMarks.FileName}.parquet"), CanaryMarks.Value);
    }

    private static Func<string, int> Columns(string[] header, string[] row)
        => name => Array.IndexOf(header, name) is >= 0 and var at && at < row.Length ? at : throw new InvalidOperationException($"no column {name}");

    // What synth writes has no quotes and no commas inside a cell.
    private static async Task<List<string[]>> ReadAsync(string path)
        => [.. (await File.ReadAllLinesAsync(path)).Select(line => line.Split(','))];

    private static async Task WriteAsync(string path, List<string[]> rows, Encoding encoding)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, string.Concat(rows.Select(row => string.Join(',', row) + "\r\n")), encoding);
    }

    private static string Place(string council, string drop, string file)
        => Path.Combine(Directory.CreateDirectory(Path.Combine(council, drop)).FullName, file);
}
