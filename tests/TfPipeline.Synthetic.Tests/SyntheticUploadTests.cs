using TfPipeline.Core.Submissions;
using TfPipeline.Intake;

namespace TfPipeline.Synthetic.Tests;

[Trait("tier", "integration")]
[Collection(nameof(SyntheticFolder))]
public sealed class SyntheticUploadTests(SyntheticFolder made)
{
    private static readonly string[] Faulty = ["SYNTHETIC-"];

    [Fact]
    public void Intake_accepts_every_file_without_a_fault_and_every_row_of_it()
    {
        var files = Files().Where(f => !IsFaulty(f)).ToList();

        Assert.Equal(8, files.Count);
        Assert.All(files, file =>
        {
            var result = Validate(file);
            Assert.True(result.IsAccepted);
            Assert.Equal(0, result.Counts.Refused);
            Assert.True(result.Counts.Queried <= result.Counts.Read / 50);
        });
    }

    [Fact]
    public void Intake_says_of_each_faulty_file_what_the_truth_says()
    {
        var expected = File.ReadLines(Path.Combine(made.Options.Truth, FaultyUploads.ListFile)).Skip(1).Select(l => l.Split(',')).ToDictionary(f => f[1], f => f[2] == "accepted", StringComparer.Ordinal);
        var found = Files().Where(f => IsFaulty(f) && HasDrop(f)).ToDictionary(f => f.Name, f => Validate(f).IsAccepted, StringComparer.Ordinal);

        Assert.True(found.Count > 30);
        Assert.Equal("SYNTHETIC-fil-13-wrong-folder.csv", Assert.Single(expected.Keys.Except(found.Keys)));
        Assert.All(found, f => Assert.Equal(expected[f.Key], f.Value));
    }

    private static bool IsFaulty(FileInfo file) => !HasDrop(file) || file.Directory!.Name == UploadRow.Day(FaultyUploads.Drop);

    private static bool HasDrop(FileInfo file) => DropKey.TryParse(file.Directory!.Name, out _);

    private static IntakeResult Validate(FileInfo file)
    {
        Assert.StartsWith(Faulty[0], file.Name, StringComparison.Ordinal);
        using var stream = file.OpenRead();
        var context = new RowContext(file.Directory!.Parent!.Name, DateOnly.ParseExact(file.Directory.Name, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new IntakeOptions());
        return CouncilFileValidator.Validate(stream, context, _ => { });
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(Path.Combine(made.Landing, "uploads")).EnumerateFiles("*", SearchOption.AllDirectories);
}
