using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using TfPipeline.Synthetic;

namespace TfPipeline.Benchmarks.Linkage.Scale;

/// <summary>Size and shape of a made-up pair of sources.</summary>
/// <param name="Left">People on the left.</param>
/// <param name="Right">Records on the right.</param>
/// <param name="Partitions">Files of the right side; 0 makes one CSV file.</param>
/// <param name="IsSkewed">One surname, postcode, date of birth and 1 January are very common.</param>
internal sealed record ScaleSize(int Left, int Right, int Partitions, bool IsSkewed)
{
    /// <summary>Share of the smaller side that has a partner on the other.</summary>
    private const double Overlap = 0.9;

    /// <summary>Share of left people who have a record on the right.</summary>
    public double Held => Right >= Left ? Overlap : Overlap * Right / Left;

    public string Name => FormattableString.Invariant($"{Left}-{Right}-{Partitions}{(IsSkewed ? "-skewed" : "")}");
}

/// <summary>The files of one size in a folder: left.csv, right.csv or people-NN.parquet, and the truth apart.</summary>
internal sealed class ScaleSet
{
    private const int GroupRows = 100_000;

    private static readonly ParquetSchema Schema = new(
        new DataField<string>("record_id"), new DataField<string>("forename"), new DataField<string>("surname"), new DataField<string>("sex"),
        new DataField<DateOnly>("date_of_birth"), new DataField<string>("postcode"));

    private ScaleSet(string folder, ScaleSize size) => (Folder, Size) = (folder, size);

    public string Folder { get; }

    public ScaleSize Size { get; }

    public string Left => Path.Combine(Folder, "left.csv");

    public string Right => Path.Combine(Folder, "right.csv");

    public string Partition(int k) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"people-{k:00}.parquet"));

    /// <summary>Makes the files unless they are there.</summary>
    public static async Task<ScaleSet> MakeAsync(string root, ScaleSize size)
    {
        var set = new ScaleSet(Path.Combine(root, size.Name), size);
        if (File.Exists(set.TruthFile))
            return set;
        Directory.CreateDirectory(set.Folder);
        await set.WriteAsync();
        return set;
    }

    /// <summary>Left person of each record, −1 for none; records are named r0, r1, … in the order of the files.</summary>
    public int[] Truth()
    {
        var bytes = File.ReadAllBytes(TruthFile);
        var truth = new int[bytes.Length / sizeof(int)];
        Buffer.BlockCopy(bytes, 0, truth, 0, bytes.Length);
        return truth;
    }

    private string TruthFile => Path.Combine(Folder, "truth.bin");

    private async Task WriteAsync()
    {
        var people = new ScalePeople(20150401, Size.IsSkewed);
        var parts = Math.Max(1, Size.Partitions);
        var rows = Enumerable.Range(0, parts).Select(_ => new List<(int Person, Synthetic.Identifiers Copy)>(Size.Right / parts)).ToArray();
        await using (var left = new StreamWriter(Left, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            await left.WriteAsync("id,forename,surname,sex,date_of_birth,postcode\n");
            var number = 0;
            foreach (var (person, movedTo) in people.From(0).Take(Size.Left))
            {
                await left.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{number},{person.Forename},{person.Surname},{person.Sex},{person.Born:yyyy-MM-dd},{person.Postcode}\n"));
                var rng = Rng.For(1, "held", number);
                if (rng.Chance(Size.Held))
                    rows[rng.Next(parts)].Add((number, people.Copy(number, person, movedTo)));
                number++;
            }
        }

        var missing = Size.Right - rows.Sum(r => r.Count);
        var outsiders = people.From(1L << 40).Take(missing).GetEnumerator();
        var truth = new List<int>(Size.Right);
        for (var k = 0; k < parts; k++)
        {
            var share = (missing / parts) + (k < missing % parts ? 1 : 0);
            for (var n = 0; n < share && outsiders.MoveNext(); n++)
            {
                var (p, _) = outsiders.Current;
                rows[k].Add((-1, new Synthetic.Identifiers(p.Forename, p.Surname, p.Sex.ToString(), p.Born, p.Postcode, null, null)));
            }

            var cut = rows[k].ToArray();
            rows[k].Clear();
            rows[k].TrimExcess();
            new Random(k).Shuffle(cut);
            await WriteRightAsync(k, cut, truth.Count);
            truth.AddRange(cut.Select(r => r.Person));
        }

        var bytes = new byte[truth.Count * sizeof(int)];
        Buffer.BlockCopy(truth.ToArray(), 0, bytes, 0, bytes.Length);
        await File.WriteAllBytesAsync(TruthFile, bytes);
    }

    private async Task WriteRightAsync(int part, (int Person, Synthetic.Identifiers Copy)[] rows, int first)
    {
        if (Size.Partitions > 0)
        {
            await WriteParquetAsync(Partition(part), rows, first);
            return;
        }

        await using var right = new StreamWriter(Right, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await right.WriteAsync("id,forename,surname,sex,date_of_birth,postcode\n");
        for (var i = 0; i < rows.Length; i++)
        {
            var c = rows[i].Copy;
            await right.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"r{first + i},{c.Forename},{c.Surname},{c.Sex},{c.Born:yyyy-MM-dd},{c.Postcode}\n"));
        }
    }

    private static async Task WriteParquetAsync(string path, (int Person, Synthetic.Identifiers Copy)[] rows, int first)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(Schema, file);
        var fields = Schema.DataFields;
        for (var from = 0; from < rows.Length; from += GroupRows)
        {
            var some = rows[from..Math.Min(rows.Length, from + GroupRows)];
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(fields[0], some.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"r{first + from + i}")).ToArray());
            await group.WriteAsync(fields[1], some.Select(r => r.Copy.Forename!).ToArray());
            await group.WriteAsync(fields[2], some.Select(r => r.Copy.Surname!).ToArray());
            await group.WriteAsync(fields[3], some.Select(r => r.Copy.Sex!).ToArray());
            await group.WriteAsync<DateOnly>(fields[4], some.Select(r => r.Copy.Born!.Value).ToArray());
            await group.WriteAsync(fields[5], some.Select(r => r.Copy.Postcode!).ToArray());
        }
    }
}
