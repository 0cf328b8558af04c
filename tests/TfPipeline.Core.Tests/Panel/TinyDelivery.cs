using System.Security.Cryptography;
using System.Text;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>A delivery of a department that does not exist, made for a contract that is a data file and nothing else.</summary>
internal sealed class TinyDelivery(TempStorage storage)
{
    public const string Department = "county-library";

    private readonly List<(string Table, string?[][] Rows)> _tables = [];

    public static DepartmentContract Contract => ContractCatalogue.Read(new MemoryStream(Encoding.UTF8.GetBytes(ContractJson)), "county-library.json");

    public static ContractCatalogue Catalogue => new([Contract]);

    public string Name { get; set; } = "2020-01";

    public DateOnly CoveredFrom { get; set; } = new(2010, 1, 1);

    public DateOnly CoveredTo { get; set; } = new(2020, 12, 31);

    public Func<DeliveryManifest, DeliveryManifest> Change { get; set; } = m => m;

    public Func<DeliveryFile, byte[], byte[]> Damage { get; set; } = (_, bytes) => bytes;

    /// <summary>Adds rows; a table may get several files.</summary>
    public TinyDelivery With(string table, params string?[][] rows)
    {
        _tables.Add((table, rows));
        return this;
    }

    public async Task<TinyDelivery> WriteAsync(bool manifest = true)
    {
        var files = new List<DeliveryFile>();
        foreach (var table in Layouts.Keys)
        {
            var parts = _tables.Where(t => t.Table == table).Select(t => t.Rows).DefaultIfEmpty([]).ToList();
            for (var i = 0; i < parts.Count; i++)
            {
                var bytes = await ParquetAsync(Layouts[table], parts[i]);
                var file = new DeliveryFile(FormattableString.Invariant($"{table}-{i + 1:0000}.parquet"), table, parts[i].Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
                files.Add(file);
                await storage.WriteAsync(PipelineContainer.Extracts, $"{Department}/{Name}/{file.Name}", Damage(file, bytes));
            }
        }

        if (!manifest)
            return this;
        var made = Change(new DeliveryManifest
        {
            Department = Department,
            Delivery = Name,
            Synthetic = true,
            Files = files,
            Coverage = [.. Contract.Outcomes.Select(o => new OutcomeCoverage(o.Code, CoveredFrom, CoveredTo))],
        });
        await storage.WriteAsync(PipelineContainer.Extracts, $"{Department}/{Name}/manifest.json", made.ToUtf8Json());
        return this;
    }

    public async Task<Delivery> FoundAsync()
    {
        var lookup = await new DeliveryCatalogue(storage[PipelineContainer.Extracts], Catalogue).NewestCompleteAsync(Department);
        return Assert.IsType<DeliveryLookup.Found>(lookup).Delivery;
    }

    public static readonly Dictionary<string, Field[]> Layouts = new(StringComparer.Ordinal)
    {
        ["people"] = [new DataField<string>("card"), new DataField<string>("family_name"), new DataField<DateOnly>("born", true)],
        ["fines"] = [new DataField<string>("card"), new DataField<DateOnly>("fined_on", true), new DataField<string>("kind")],
        ["memberships"] = [new DataField<string>("card"), new DataField<DateOnly>("joined", true), new DataField<DateOnly>("left", true)],
        ["visits"] = [new DataField<string>("card"), new DataField<DateOnly>("from_day", true), new DataField<DateOnly>("to_day", true), new DataField<int>("missed", true), new DataField<int>("due", true)],
        ["tests"] = [new DataField<string>("card"), new DataField<DateOnly>("taken", true), new DataField<double>("score", true)],
    };

    private static async Task<byte[]> ParquetAsync(Field[] fields, string?[][] rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream))
        {
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < fields.Length; c++)
            {
                var field = (DataField)fields[c];
                var texts = rows.Select(r => r[c]).ToArray();
                if (field.ClrType == typeof(ReadOnlyMemory<char>))
                    await group.WriteAsync(field, texts);
                else if (field.ClrType == typeof(DateOnly))
                    await group.WriteAsync<DateOnly>(field, texts.Select(Day.OrNull).ToArray());
                else if (field.ClrType == typeof(int))
                    await group.WriteAsync<int>(field, texts.Select(t => t is null ? (int?)null : int.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
                else
                    await group.WriteAsync<double>(field, texts.Select(t => t is null ? (double?)null : double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
            }

            group.CompleteValidate();
        }

        return stream.ToArray();
    }

    public const string ContractJson =
        """
        {
          "department": "county-library", "title": "A county library that does not exist", "version": 3, "about": "For tests.",
          "people": { "record": "card", "recordsPerPerson": "many", "identifiers": { "surname": "family_name", "dateOfBirth": "born" } },
          "tables": [
            { "name": "fines", "record": "card", "title": "Fines.", "columns": [
              { "name": "fined_on", "type": "date", "required": true, "title": "Day." }, { "name": "kind", "type": "text", "required": true, "title": "Kind." } ] },
            { "name": "memberships", "record": "card", "title": "Memberships.", "columns": [
              { "name": "joined", "type": "date", "required": true, "title": "First day." }, { "name": "left", "type": "date", "required": false, "title": "Last day." } ] },
            { "name": "visits", "record": "card", "title": "Visits by term.", "columns": [
              { "name": "from_day", "type": "date", "required": true, "title": "First day." }, { "name": "to_day", "type": "date", "required": true, "title": "Last day." },
              { "name": "missed", "type": "whole", "required": true, "title": "Missed." }, { "name": "due", "type": "whole", "required": true, "title": "Due." } ] },
            { "name": "tests", "record": "card", "title": "Reading tests.", "columns": [
              { "name": "taken", "type": "date", "required": true, "title": "Day." }, { "name": "score", "type": "amount", "required": true, "title": "Score." } ] }
          ],
          "outcomes": [
            { "code": "young_fine", "title": "Fined at 10 to 17", "unit": "share", "moreIs": "worse", "ages": { "from": 10, "to": 17 }, "unlinked": "zero", "unlinkedReason": "All fines are known.",
              "rule": { "kind": "event", "table": "fines", "date": "fined_on", "where": { "kind": ["late", "damage"] } } },
            { "code": "member", "title": "Was a member", "unit": "share", "moreIs": "better", "ages": { "to": 17 }, "unlinked": "unknown", "unlinkedReason": "Other libraries exist.",
              "rule": { "kind": "spell", "table": "memberships", "from": "joined", "to": "left" } },
            { "code": "member_days", "title": "Days as a member", "unit": "days", "moreIs": "better", "unlinked": "unknown", "unlinkedReason": "Other libraries exist.",
              "rule": { "kind": "spell", "table": "memberships", "from": "joined", "to": "left", "measure": "days" } },
            { "code": "absent_reader", "title": "Missed a tenth", "unit": "share", "moreIs": "worse", "unlinked": "unknown", "unlinkedReason": "Other libraries exist.",
              "rule": { "kind": "share", "table": "visits", "from": "from_day", "to": "to_day", "numerator": "missed", "denominator": "due", "atLeast": 0.1 } },
            { "code": "reading_score", "title": "First reading score", "unit": "points", "moreIs": "better", "unlinked": "unknown", "unlinkedReason": "Not everyone takes it.",
              "rule": { "kind": "first_result", "table": "tests", "date": "taken", "value": "score" } }
          ]
        }
        """;
}
