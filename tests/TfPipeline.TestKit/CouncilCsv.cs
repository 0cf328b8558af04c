using System.Text;

namespace TfPipeline.TestKit;

/// <summary>Writes small council files. Every person in them is made up.</summary>
internal sealed class CouncilCsv
{
    public const string Gss = "E08000035";

    private static readonly string[] Default =
    [
        "council_code", "family_id", "person_id", "forename", "surname", "sex", "date_of_birth", "postcode", "group", "index_date",
        "end_date", "upn", "nino", "crime_asb", "school_attendance", "claim_type", "claim_date", "withdrawn",
    ];

    private readonly List<Dictionary<string, string>> _rows = [];

    public string[] Columns { get; set; } = Default;

    public string Separator { get; set; } = ",";

    public string LineBreak { get; set; } = "\r\n";

    /// <summary>A file of one correct row with the given cells changed.</summary>
    public static CouncilCsv Of(params (string Column, string Value)[] cells) => new CouncilCsv().Add(cells);

    public CouncilCsv Add(params (string Column, string Value)[] cells)
    {
        var n = _rows.Count + 1;
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["council_code"] = Gss,
            ["family_id"] = $"F{n}",
            ["person_id"] = $"P{n}",
            ["forename"] = Forenames[n % Forenames.Length],
            ["surname"] = "Exampleton",
            ["sex"] = "F",
            ["date_of_birth"] = $"2001-02-{1 + (n % 28):00}",
            ["postcode"] = "S1 2HE",
            ["group"] = "programme",
            ["index_date"] = "2016-05-04",
            ["crime_asb"] = "1",
            ["school_attendance"] = "1",
        };
        foreach (var (column, value) in cells)
            row[column] = value;
        _rows.Add(row);
        return this;
    }

    public byte[] Bytes(Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(false);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(Text())];
    }

    public string Text()
    {
        var text = new StringBuilder(string.Join(Separator, Columns)).Append(LineBreak);
        foreach (var row in _rows)
            text.Append(string.Join(Separator, Columns.Select(c => row.GetValueOrDefault(c, string.Empty)))).Append(LineBreak);
        return text.ToString();
    }

    private static readonly string[] Forenames = ["Ada", "Bea", "Cleo", "Dora", "Edna"];
}
