using System.Diagnostics;
using System.Text.Json;
using TfPipeline.Intake;
using TfPipeline.TestKit;

namespace TfPipeline.Cli.Tests;

/// <summary><c>tfp validate</c> as a council runs it.</summary>
[Trait("tier", "integration")]
public sealed class ValidateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-validate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_accepted_file_gives_0_and_names_the_rules_that_need_earlier_drops()
    {
        var (code, output, _) = await RunAsync(CouncilCsv.Of(), "--council", CouncilCsv.Gss, "--drop", "2018-03-31");
        Assert.Equal(0, code);
        Assert.StartsWith("accepted: 1 of 1 rows", output, StringComparison.Ordinal);
        Assert.All(RuleCatalogue.History, rule => Assert.Contains($"{rule.Code}  {rule.Check}", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_file_gives_1_and_its_receipt_as_json()
    {
        var (code, output, _) = await RunAsync(CouncilCsv.Of(("surname", "Canaryson"), ("date_of_birth", "x")), "--council", CouncilCsv.Gss, "--drop", "2018-03-31", "--json");
        Assert.Equal(1, code);
        var receipt = JsonDocument.Parse(output).RootElement;
        Assert.Equal("refused", receipt.GetProperty("status").GetString());
        Assert.Equal("DOB-02", receipt.GetProperty("rules")[1].GetProperty("code").GetString());
        Assert.DoesNotContain("Canaryson", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--council", "373")]
    [InlineData("--council", CouncilCsv.Gss, "--drop", "31/03/2018")]
    public async Task A_wrong_command_line_gives_2_and_one_line(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(CouncilCsv.Of(), arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(CouncilCsv csv, params string[] arguments)
    {
        var file = Path.Combine(_folder.FullName, "Jane Canaryson.csv");
        await File.WriteAllBytesAsync(file, csv.Bytes());
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tfp.dll"), "validate", file, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
