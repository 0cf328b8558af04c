using System.Globalization;
using System.Security.Cryptography;
using ParquetSharp;
using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>
/// A clean delivery of a built-in department: 120 people and, per table, a row for each of them and each third of a year, made by the
/// contract so that a new one needs nothing here. Columns are changed before they are written.
/// </summary>
internal sealed class ContractDelivery(TempStorage storage, DepartmentContract contract)
{
    public const int People = 120;
    private const int RowsEach = 24;
    private static readonly DateOnly First = new(2012, 1, 2);

    private readonly Dictionary<string, List<MadeColumn>> _tables = Make(contract);

    public DeliveryManifest Manifest { get; set; } = new()
    {
        Department = contract.Department,
        Delivery = "2020-01",
        Synthetic = true,
        Files = [],
        Coverage = [.. contract.Outcomes.Select(o => new OutcomeCoverage(o.Code, First, new(2019, 12, 31)))],
    };

    public DepartmentContract Contract => contract;

    public string Name { get; init; } = "2020-01";

    public IEnumerable<(string Table, string Column)> Columns => _tables.SelectMany(t => t.Value.Select(c => (t.Key, c.Name)));

    public List<MadeColumn> Table(string table) => _tables[table];

    public MadeColumn Column(string table, string column) => _tables[table].First(c => c.Name == column);

    public async Task<Delivery> WriteAsync()
    {
        var files = new List<DeliveryFile>();
        foreach (var (table, columns) in _tables)
        {
            var bytes = Bytes(columns);
            var file = new DeliveryFile($"{table}-0001.parquet", table, columns[0].Values.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            files.Add(file);
            await storage.WriteAsync(PipelineContainer.Extracts, $"{contract.Department}/{Name}/{file.Name}", bytes);
        }

        var manifest = Manifest with { Files = files, Delivery = Name };
        await storage.WriteAsync(PipelineContainer.Extracts, $"{contract.Department}/{Name}/manifest.json", manifest.ToUtf8Json());
        return new Delivery(contract, manifest);
    }

    /// <summary>All of what a run does before it uses the delivery.</summary>
    public async Task<DeliveryExamination> ExamineAsync() =>
        await DeliveryExamination.RunAsync(storage.Storage, ContractCatalogue.BuiltIn, new DeliveryLookup.Found(await WriteAsync()));

    public async Task<IReadOnlyList<DeliveryFinding>> CheckAsync() => await DeliveryCheck.RunAsync(storage[PipelineContainer.Extracts], await WriteAsync());

    /// <summary>Every cell of every outcome, with each person linked to the record of the same number.</summary>
    public async Task<string> OutcomesAsync()
    {
        var cohort = TinyCohort.Of([.. Enumerable.Range(0, People).Select(i => ("2016-03-31", i % 2 == 0 ? "2001-06-15" : "1985-02-03"))]);
        var links = new PanelLinks([.. Enumerable.Range(0, People)], [.. Enumerable.Range(0, People).Select(Record)], [.. Enumerable.Repeat(0.99, People)], [.. Enumerable.Repeat(LinkStatus.Match, People)]);
        var panel = await PanelBuilder.BuildAsync(storage[PipelineContainer.Extracts], "run", cohort, [new PanelSource(await WriteAsync(), links)]);
        return string.Join('\n', panel.Outcomes.SelectMany(o => Enumerable.Range(0, People).Select(p => panel.Cells(o.Outcome, p))));
    }

    private static string Record(int person) => string.Create(CultureInfo.InvariantCulture, $"rec{person:0000}");

    private static Dictionary<string, List<MadeColumn>> Make(DepartmentContract contract)
    {
        var tables = new Dictionary<string, List<MadeColumn>>(StringComparer.Ordinal)
        {
            [Delivery.People] =
            [
                new(contract.People.Record, [.. Enumerable.Range(0, People).Select(i => (object?)Record(i))]),
                .. contract.People.Identifiers.Columns.Select(c => new MadeColumn(c.Name, [.. Enumerable.Range(0, People).Select(i => Identifier(c.Name, i))])),
            ],
        };
        foreach (var table in contract.Tables)
        {
            var rows = Enumerable.Range(0, People * RowsEach).Select(r => (Person: r / RowsEach, Turn: r % RowsEach)).ToList();
            tables.Add(table.Name, [new(table.Record, [.. rows.Select(r => (object?)Record(r.Person))]), .. table.Columns.Select(c => new MadeColumn(c.Name, [.. rows.Select(r => Value(c, r.Person, r.Turn))]))]);
        }

        return tables;
    }

    private static object Value(ColumnContract column, int person, int turn) => column.Type switch
    {
        ColumnType.Text => column.Codes![(person + turn) % column.Codes.Count],
        ColumnType.Date => First.AddMonths(turn * 4).AddDays((person % 28) + (column.NotBefore is null ? 0 : 40)),
        ColumnType.Whole => (long)(column.AtMost is null ? 100 + (person % 30) : (person + turn) % 25),
        _ => 20.5 + (person % 50),
    };

    private static object Identifier(string column, int person) => column switch
    {
        "forename" => "Ann",
        "surname" => "Made",
        "sex" => person % 2 == 0 ? "F" : "M",
        "date_of_birth" => person % 2 == 0 ? new DateOnly(2001, 6, 15) : new DateOnly(1985, 2, 3),
        "postcode" => "M1 1AE",
        "nino" => string.Create(CultureInfo.InvariantCulture, $"AB{person:000000}C"),
        _ => MadeUpUpn.Of(person),
    };

    private static byte[] Bytes(List<MadeColumn> columns)
    {
        using var file = new MemoryStream();
        using (var writer = new ParquetFileWriter(file, [.. columns.Select(c => c.Schema)], leaveOpen: true))
        {
            using (var group = writer.AppendRowGroup())
                columns.ForEach(c => c.Write(group));
            writer.Close();
        }

        return file.ToArray();
    }
}

/// <summary>A column as it is to be written: text, days, moments or numbers, with nulls.</summary>
internal sealed class MadeColumn(string name, object?[] values)
{
    public string Name => name;

    public object?[] Values { get; set; } = values;

    private Type Kind => Values.FirstOrDefault(v => v is not null)?.GetType() ?? typeof(object);

    public Column Schema => Kind switch
    {
        var t when t == typeof(string) => new Column<string?>(name),
        var t when t == typeof(DateOnly) => new Column<DateOnly?>(name),
        var t when t == typeof(DateTime) => new Column<DateTime?>(name, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
        var t when t == typeof(long) => new Column<long?>(name),
        var t when t == typeof(double) => new Column<double?>(name),
        _ => new Column<int?>(name, LogicalType.Null()),
    };

    public void Change(Func<object?, object?> change) => Values = Array.ConvertAll(Values, v => v is null ? null : change(v));

    public void Write(RowGroupWriter group)
    {
        using var column = group.NextColumn();
        switch (Kind)
        {
            case var t when t == typeof(string):
                Write(column, v => (string?)v);
                break;
            case var t when t == typeof(DateOnly):
                Write(column, v => (DateOnly?)v);
                break;
            case var t when t == typeof(DateTime):
                Write(column, v => (DateTime?)v);
                break;
            case var t when t == typeof(long):
                Write(column, v => (long?)v);
                break;
            case var t when t == typeof(double):
                Write(column, v => (double?)v);
                break;
            default:
                Write(column, _ => (int?)null);
                break;
        }
    }

    private void Write<T>(ColumnWriter column, Func<object?, T> read)
    {
        using var logical = column.LogicalWriter<T>();
        logical.WriteBatch(Array.ConvertAll(Values, v => read(v)));
    }
}

/// <summary>Unique pupil numbers whose check letter is right.</summary>
internal static class MadeUpUpn
{
    public static string Of(int number)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"3014000{number:00000}");
        return "ABCDEFGHJKLMNPQRTUVWXYZ"[digits.Select((d, i) => (i + 2) * (d - '0')).Sum() % 23] + digits;
    }
}
