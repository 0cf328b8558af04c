using System.Text;
using TfPipeline.Cli.Linking;
using TfPipeline.TestData;

namespace TfPipeline.Cli.Tests;

[Trait("tier", "unit")]
public sealed class OnePersonTests : IDisposable
{
    private const string Header = "id,forename,surname,date_of_birth\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-one-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("1,Ada,Smith,1998-09-04\n", true)]
    [InlineData("1,Ada,Smith,1998-09-04\n2,Ada,Smith,1998-09-04\n", true)]
    [InlineData("1,Ada,Smith,1998-09-04\n2,Ada,Smith,1998-09-05\n", false)]
    [InlineData("1,Ada,Smith,1998-09-04\n2,Bea,Smith,1998-09-04\n3,Bea,Smith,1998-09-04\n", false)]
    public void A_file_whose_rows_are_all_alike_describes_one_person(string rows, bool isOne)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "people.csv"));
        File.WriteAllText(file.FullName, Header + rows, Encoding.UTF8);
        using var keys = TestKeys.Ring();
        Assert.Equal(isOne, PersonFile.Read(file, "--left", "id", new Dictionary<string, string>(StringComparer.Ordinal), [], keys).OnlyPerson is not null);
    }
}
