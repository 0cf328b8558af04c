using System.Security.Cryptography;
using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Synthetic;

/// <summary>Writes one department's delivery: people, tables, then the manifest.</summary>
internal sealed class DepartmentWriter(SyntheticOptions options, Department department, IReadOnlyList<SyntheticFamily> families)
{
    public const double UpnHeld = 0.97;
    public const double NinoHeld = 0.99;
    private const int RowsPerGroup = 50_000;
    private const int GroupsPerFile = 4;

    private readonly RecordIds _records = new(options.Seed, department.Code);
    private readonly int _department = Departments.IndexOf(department.Code);
    private readonly List<(uint Record, Identifiers Identifiers, History? History, DateOnly TreatedFrom)> _rows = [];
    private TableBuffer[]? _tables;

    public string Code => department.Code;

    /// <summary>Rows written, over all tables.</summary>
    public long Rows { get; private set; }

    /// <summary>Who has which record, for the truth.</summary>
    public List<(SyntheticPerson Person, string Record)> Records { get; } = [];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Out, "extracts", department.Code, SyntheticOptions.DeliveryName)).FullName;
        var people = families.SelectMany(f => f.Members).ToList();
        var outsiders = SyntheticOptions.OutsidersPerPerson * people.Count(department.CouldHold);
        var held = people.Where(p => p.Held[_department]).ToList();
        var chunks = Math.Max(1, (outsiders + held.Count + RowsPerGroup - 1) / RowsPerGroup);
        var placed = held.ToLookup(p => Rng.For(options.Seed, department.Code + "/place", p.Number) is var rng ? rng.Next(chunks) : 0);
        var files = new List<DeliveryFile>();
        for (var first = 0; first < chunks; first += GroupsPerFile)
            files.AddRange(await WriteFilesAsync(folder, (first, Math.Min(chunks, first + GroupsPerFile)), (outsiders, chunks), placed, cancellationToken));
        Rows = files.Sum(f => f.Rows);
        var manifest = new DeliveryManifest
        {
            Department = department.Code,
            Delivery = SyntheticOptions.DeliveryName,
            Synthetic = true,
            Files = [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)],
            Coverage = department.Coverage,
        };
        await File.WriteAllBytesAsync(Path.Combine(folder, DeliveryManifest.FileName), manifest.ToUtf8Json(), cancellationToken);
    }

    private async Task<IEnumerable<DeliveryFile>> WriteFilesAsync(
        string folder, (int From, int Until) groups, (int Outsiders, int Chunks) size, ILookup<int, SyntheticPerson> placed, CancellationToken cancellationToken)
    {
        TableLayout[] layouts = [PeopleLayout(), .. department.Tables];
        var number = (groups.From / GroupsPerFile) + 1;
        var tables = _tables ??= [.. layouts.Select(l => new TableBuffer(l))];
        var writers = new List<ParquetTableWriter>();
        foreach (var layout in layouts)
            writers.Add(await ParquetTableWriter.CreateAsync(Path.Combine(folder, FormattableString.Invariant($"{layout.Name}-{number:0000}.parquet")), layout, cancellationToken));
        for (var chunk = groups.From; chunk < groups.Until; chunk++)
        {
            var from = (long)size.Outsiders * chunk / size.Chunks;
            var until = (long)size.Outsiders * (chunk + 1) / size.Chunks;
            MakeChunk(chunk, (uint)from, (uint)until, [.. placed[chunk]], tables);
            for (var t = 0; t < tables.Length; t++)
                await writers[t].WriteGroupAsync(tables[t], cancellationToken);
        }

        foreach (var writer in writers)
            await writer.DisposeAsync();
        return [.. writers.Zip(layouts, (w, l) => new DeliveryFile(Path.GetFileName(w.Path), l.Name, w.Rows, Sha256(w.Path)))];
    }

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private TableLayout PeopleLayout()
    {
        List<ColumnLayout> columns = [new("record_id", ColumnKind.Text)];
        if (department.HasUpn)
            columns.Add(new("upn", ColumnKind.Text));
        if (department.HasNino)
            columns.Add(new("nino", ColumnKind.Text));
        columns.AddRange([new("forename", ColumnKind.Text), new("surname", ColumnKind.Text), new("sex", ColumnKind.Text), new("date_of_birth", ColumnKind.Date), new("postcode", ColumnKind.Text)]);
        return new TableLayout("people", [.. columns]);
    }

    // Records of the cohort and of outside people, mixed by their ids.
    private void MakeChunk(int chunk, uint from, uint until, SyntheticPerson[] cohort, TableBuffer[] tables)
    {
        var rng = Rng.For(options.Seed, department.Code + "/outside", chunk);
        var outsiders = new OutsiderMaker(department, families);
        _rows.Clear();
        for (var n = from; n < until; n++)
        {
            var (identifiers, born) = outsiders.Next(ref rng);
            _rows.Add((_records.Scramble(n), identifiers, department.DrawOutsider(born, ref rng), DateOnly.MaxValue));
        }

        foreach (var person in cohort)
            _rows.Add(MakeCohortRow(person));
        foreach (var table in tables)
            table.Clear();
        var events = tables[1..];
        foreach (var place in InOrderOfRecords())
        {
            var row = _rows[place];
            var record = RecordIds.Text(row.Record);
            AddPerson(tables[0], record, row.Identifiers);
            if (row.History is { } history)
                department.Write(record, history, row.TreatedFrom, events);
        }
    }

    // Places are sorted and not the rows, which are ten times as large; and numbers, whose order is that of the ids.
    private int[] InOrderOfRecords()
    {
        var records = new uint[_rows.Count];
        var places = new int[_rows.Count];
        for (var i = 0; i < places.Length; i++)
            (records[i], places[i]) = (_rows[i].Record, i);
        Array.Sort(records, places);
        return places;
    }

    private (uint Record, Identifiers Identifiers, History? History, DateOnly TreatedFrom) MakeCohortRow(SyntheticPerson person)
    {
        var family = person.Family;
        var home = Rng.For(options.Seed, department.Code + "/home", family.Number);
        var movedTo = home.Chance(IdentifierErrors.HouseholdMoved) ? Places.PostcodeAnywhere(ref home) : null;
        var rng = Rng.For(options.Seed, department.Code + "/copy", person.Number);
        var upn = department.HasUpn && rng.Chance(UpnHeld) ? person.Upn : null;
        var nino = department.HasNino && rng.Chance(NinoHeld) ? person.Nino : null;
        var copy = IdentifierErrors.Copy(new RealIdentifiers(person.Forename, person.Surname, person.Sex, person.Born, family.Postcode, upn, nino), movedTo, ref rng);
        // Ids of the cohort come from the top of the range, outside people's from the bottom: scrambled, they look alike.
        var record = _records.Scramble(uint.MaxValue - (uint)person.Number);
        Records.Add((person, RecordIds.Text(record)));
        return (record, copy, person.Histories[_department], family.IsProgramme ? family.Index : DateOnly.MaxValue);
    }

    private void AddPerson(TableBuffer table, string record, Identifiers identifiers)
    {
        var column = 0;
        table.Text(column++, record);
        if (department.HasUpn)
            table.Text(column++, identifiers.Upn);
        if (department.HasNino)
            table.Text(column++, identifiers.Nino);
        table.Text(column++, identifiers.Forename);
        table.Text(column++, identifiers.Surname);
        table.Text(column++, identifiers.Sex);
        table.Date(column++, identifiers.Born);
        table.Text(column, identifiers.Postcode);
    }
}
