using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>Runs the validator and keeps what came out.</summary>
internal sealed record Checked(IntakeResult Result, IReadOnlyList<AcceptedRows> Batches)
{
    public static readonly DateOnly Drop = new(2018, 3, 31);

    public static Checked File(CouncilCsv csv) => File(csv.Bytes());

    public static Checked File(string text) => File(System.Text.Encoding.UTF8.GetBytes(text));

    public static Checked File(byte[] bytes, IntakeOptions? options = null, string gss = CouncilCsv.Gss, DateOnly? drop = null)
    {
        var batches = new List<AcceptedRows>();
        // One bad row of one is a share of 1: these tests look at rows, so the share never refuses.
        options ??= new IntakeOptions { MaxErrorShare = 1 };
        using var stream = new MemoryStream(bytes, writable: false);
        var result = CouncilFileValidator.Validate(stream, new RowContext(gss, drop ?? Drop, options), batches.Add);
        return new Checked(result, batches);
    }

    /// <summary>The findings as "CODE row column", in the order of the receipt.</summary>
    public string[] Findings() =>
        [.. Result.Findings.Sorted().Select(f => $"{f.Rule.Code} {f.Row} {(f.Column < 0 ? "-" : ColumnLetters.Of(f.Column))}")];

    public string[] Codes() => [.. Result.Findings.Sorted().Select(f => f.Rule.Code)];
}
