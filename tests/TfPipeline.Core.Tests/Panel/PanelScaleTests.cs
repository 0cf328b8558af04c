using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Storage;
using TfPipeline.TestData;
using Xunit.Abstractions;
using LinkStatus = TfPipeline.Linkage.LinkStatus;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>
/// A panel of many people and events: the right sums, and (with TFP_FULL=1) 1.2 million people and 50 million events in at most
/// five minutes and 3 GB.
/// </summary>
[Trait("tier", "integration")]
public sealed class PanelScaleTests(ITestOutputHelper output) : IDisposable
{
    private static readonly bool IsFull = string.Equals(Environment.GetEnvironmentVariable("TFP_FULL"), "1", StringComparison.Ordinal);
    private static readonly int People = IsFull ? 1_200_000 : 20_000;
    private static readonly int EventsPerTable = IsFull ? 12_500_000 : 100_000;
    private static readonly int RowsPerGroup = IsFull ? 500_000 : 30_000;
    private static readonly DateOnly FirstIndex = new(2015, 1, 1);

    private readonly TempStorage _storage = new();
    private readonly Random _random = new(5);
    private long _finesInCumulative;

    [Fact]
    public async Task A_large_panel_has_the_right_sums_within_its_budget()
    {
        var cohort = Cohort();
        var delivery = await DeliverAsync(cohort);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        using var watch = new MemoryWatch();

        await PanelBuilder.WriteAsync(
            _storage[PipelineContainer.Extracts], _storage[PipelineContainer.Panel], "run", cohort, [delivery], (d, _) => Task.FromResult(new PanelSource(d, Links())));

        clock.Stop();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        var peak = watch.PeakBytes;
        var panel = await PanelReader.ReadAsync(_storage[PipelineContainer.Panel], "run");
        var fined = panel.Find("young_fine")!.Find(PanelWindow.Cumulative)!.Value.Sum();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{People:N0} people, {4L * EventsPerTable:N0} events: {clock.Elapsed.TotalSeconds:F1} s ({processor.TotalSeconds:F1} s of processor), built and written, working set at most {peak >> 20:N0} MiB ({before >> 20:N0} MiB of heap before)"));
        Assert.Equal(_finesInCumulative, fined);
        if (!IsFull)
            return;
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(5));
        Assert.True(peak < 3L << 30);
    }

    public void Dispose() => _storage.Dispose();

    private static string Record(int number) => string.Create(9, number, static (text, n) =>
    {
        text[0] = 'r';
        n.TryFormat(text[1..], out _, "00000000", CultureInfo.InvariantCulture);
    });

    // Three records in ten belong to nobody in the cohort.
    private static int Records => People * 10 / 7;

    private PanelCohort Cohort()
    {
        var index = new DateOnly[People];
        for (var i = 0; i < People; i++)
            index[i] = FirstIndex.AddDays(_random.Next(1_000));
        return new PanelCohort
        {
            Family = [.. Enumerable.Range(0, People).Select(i => i / 3)],
            Gss = [.. Enumerable.Repeat("E08000001", People)],
            IsProgramme = new bool[People],
            IndexDate = index,
            CrossoverDate = new DateOnly?[People],
            DateOfBirth = [.. Enumerable.Repeat(new DateOnly(2003, 1, 1), People)],
            Sex = [.. Enumerable.Repeat(Sex.Female, People)],
            Flags = [.. Enumerable.Range(0, 6).Select(_ => new bool[People])],
            HasUpn = new bool[People],
            HasNino = new bool[People],
            PersonRef = [.. Enumerable.Repeat("", People)],
            FamilyRef = [.. Enumerable.Repeat("", People)],
            Flow = [],
            KeyVersion = "v1",
        };
    }

    private static PanelLinks Links() => new(
        [.. Enumerable.Range(0, People)],
        [.. Enumerable.Range(0, People).Select(Record)],
        new double[People],
        [.. Enumerable.Repeat(LinkStatus.Match, People)]);

    private async Task<Delivery> DeliverAsync(PanelCohort cohort)
    {
        var fined = new HashSet<int>();
        var manifest = new DeliveryManifest
        {
            Department = TinyDelivery.Department,
            Delivery = "2020-01",
            Synthetic = true,
            Files =
            [
                await FileAsync("people", TinyDelivery.Layouts["people"], 0, (_, _, _) => { }),
                await FileAsync("fines", TinyDelivery.Layouts["fines"], EventsPerTable, (i, number, c) =>
                {
                    var day = FirstIndex.AddDays(_random.Next(1_500));
                    (c.Dates[0][i], c.Texts[1][i]) = (day, "late");
                    var (from, until) = number < People ? PanelWindow.Cumulative.Days(cohort.IndexDate[number]) : default;
                    if (day >= from && day < until && day < new DateOnly(2021, 1, 1))
                        fined.Add(number);
                }),
                await FileAsync("memberships", TinyDelivery.Layouts["memberships"], EventsPerTable, (i, _, c) =>
                {
                    var day = FirstIndex.AddDays(_random.Next(1_500));
                    (c.Dates[0][i], c.Dates[1][i]) = (day, i % 9 == 0 ? null : day.AddDays(_random.Next(200)));
                }),
                await FileAsync("visits", TinyDelivery.Layouts["visits"], EventsPerTable, (i, _, c) =>
                {
                    var day = FirstIndex.AddDays(_random.Next(1_500));
                    (c.Dates[0][i], c.Dates[1][i], c.Whole[0][i], c.Whole[1][i]) = (day, day.AddDays(80), i % 30, 120);
                }),
                await FileAsync("tests", TinyDelivery.Layouts["tests"], EventsPerTable, (i, _, c) => (c.Dates[0][i], c.Amounts[0][i]) = (FirstIndex.AddDays(_random.Next(1_500)), i % 90)),
            ],
            Coverage = [.. TinyDelivery.Contract.Outcomes.Select(o => new OutcomeCoverage(o.Code, new(2010, 1, 1), new(2020, 12, 31)))],
        };
        _finesInCumulative = fined.Count;
        await _storage.WriteAsync(PipelineContainer.Extracts, $"{TinyDelivery.Department}/2020-01/manifest.json", manifest.ToUtf8Json());
        return await new TinyDelivery(_storage).FoundAsync();
    }

    private async Task<DeliveryFile> FileAsync(string table, Field[] fields, int rows, Action<int, int, Columns> fill)
    {
        var name = table + "-0001.parquet";
        await _storage[PipelineContainer.Extracts].WriteAsync($"{TinyDelivery.Department}/2020-01/{name}", async (stream, ct) =>
        {
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: ct);
            for (var from = 0; from == 0 || from < rows; from += RowsPerGroup)
            {
                var columns = new Columns(fields, Math.Min(RowsPerGroup, rows - from));
                for (var i = 0; i < columns.Rows; i++)
                {
                    var number = _random.Next(Records);
                    columns.Texts[0][i] = Record(number);
                    fill(i, number, columns);
                }

                using var group = writer.CreateRowGroup();
                await columns.WriteAsync(group, fields);
                group.CompleteValidate();
            }
        });
        return new DeliveryFile(name, table, rows, Convert.ToHexStringLower(SHA256.HashData([])));
    }

    /// <summary>Columns of one row group, by type, in the order of the fields.</summary>
    private sealed class Columns(Field[] fields, int rows)
    {
        public int Rows => rows;

        public List<string?[]> Texts { get; } = [.. Of<ReadOnlyMemory<char>>(fields).Select(_ => new string?[rows])];

        public List<DateOnly?[]> Dates { get; } = [.. Of<DateOnly>(fields).Select(_ => new DateOnly?[rows])];

        public List<int?[]> Whole { get; } = [.. Of<int>(fields).Select(_ => new int?[rows])];

        public List<double?[]> Amounts { get; } = [.. Of<double>(fields).Select(_ => new double?[rows])];

        public async Task WriteAsync(ParquetRowGroupWriter group, Field[] all)
        {
            int text = 0, date = 0, whole = 0, amount = 0;
            foreach (var field in all.Cast<DataField>())
            {
                if (field.ClrType == typeof(ReadOnlyMemory<char>))
                    await group.WriteAsync(field, Texts[text++]);
                else if (field.ClrType == typeof(DateOnly))
                    await group.WriteAsync<DateOnly>(field, Dates[date++].AsMemory());
                else if (field.ClrType == typeof(int))
                    await group.WriteAsync<int>(field, Whole[whole++].AsMemory());
                else
                    await group.WriteAsync<double>(field, Amounts[amount++].AsMemory());
            }
        }

        private static IEnumerable<DataField> Of<T>(Field[] all) => all.Cast<DataField>().Where(f => f.ClrType == typeof(T));
    }

    /// <summary>Looks at the working set every tenth of a second.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer _timer;

        public MemoryWatch() => _timer = new Timer(_ => PeakBytes = Math.Max(PeakBytes, Environment.WorkingSet), null, 0, 100);

        public long PeakBytes { get; private set; }

        public void Dispose() => _timer.Dispose();
    }
}
