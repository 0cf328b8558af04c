using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Submissions;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.OwnParquet;

/// <summary>Files of our own read back value by value, whatever else is read at the same time.</summary>
[Trait("tier", "property")]
public sealed class OwnReadsTests : IDisposable
{
    private const int Threads = 16;
    private const int Files = 6;
    private const int ReadsPerThread = 40;

    private readonly TempStorage _storage = new();

    private IBlobArea Area => _storage[PipelineContainer.Panel];

    [Fact]
    public async Task Sixteen_threads_read_every_kind_of_column_right()
    {
        var made = Enumerable.Range(0, Files).Select(seed => new Mixed(seed, written: true)).ToArray();
        foreach (var file in made)
            await PanelFile.WriteAsync(Area, file.Name, file.All, file.Rows, synthetic: true, default);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < ReadsPerThread; i++)
            {
                var wanted = made[(thread + i) % Files];
                var read = new Mixed(wanted.Seed, written: false);
                await PanelFile.ReadAsync(Area, wanted.Name, read.All, default);
                wanted.AssertEqual(read);
            }
        })));
    }

    [Fact]
    public async Task Sixteen_threads_read_accepted_rows_right_beside_days_before_1970()
    {
        var day = new DataField<DateOnly>("day");
        var days = Enumerable.Range(0, 5_000).Select(i => new DateOnly(1890, 1, 1).AddDays(i * 7)).ToArray();
        using var dated = await WriteAsync(new ParquetSchema(day), group => group.WriteAsync<DateOnly>(day, days));
        int[][] ints = [.. SubmissionColumns.Ints.Select((_, c) => Enumerable.Range(0, 5_000).Select(i => (i * 31) - c).ToArray())];
        long[][] longs = [.. SubmissionColumns.Longs.Concat(SubmissionColumns.Tokens).Select((_, c) => Enumerable.Range(0, 5_000).Select(i => unchecked((i + c) * 0x1E37_79B9_7F4A_7C15L)).ToArray())];
        using var numbers = await WriteAsync(SubmissionColumns.Schema, async group =>
        {
            await ParquetNumbers.WriteAsync(group, SubmissionColumns.Ints, ints, default);
            await ParquetNumbers.WriteAsync(group, [.. SubmissionColumns.Longs, .. SubmissionColumns.Tokens], longs, default);
        });
        var (bytesOfDays, bytesOfNumbers) = (dated.ToArray(), numbers.ToArray());

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < ReadsPerThread; i++)
            {
                await using var first = await OwnReads.OpenAsync(new MemoryStream(bytesOfDays), new ParquetSchema(new DataField<DateOnly>("day")), default);
                var readDays = new DateOnly[days.Length];
                await OwnReads.RequiredAsync(first.OpenRowGroupReader(0), first.Schema.DataFields[0], readDays.AsMemory());
                Assert.True(days.AsSpan().SequenceEqual(readDays));
                await using var second = await OwnReads.OpenAsync(new MemoryStream(bytesOfNumbers), SubmissionColumns.Schema, default);
                Same(ints, await ParquetNumbers.ReadAsync(second, SubmissionColumns.Ints, 5_000, default));
                Same(longs, await ParquetNumbers.ReadAsync(second, [.. SubmissionColumns.Longs, .. SubmissionColumns.Tokens], 5_000, default));
            }
        })));
    }

    [Fact]
    public async Task A_column_is_read_as_what_it_is_or_not_at_all()
    {
        var schema = new ParquetSchema(new DataField<int>("required"), new DataField<int>("optional", true));
        using var file = await WriteAsync(schema, async group =>
        {
            await group.WriteAsync<int>(schema.DataFields[0], new[] { 1, 2 });
            await group.WriteAsync<int>(schema.DataFields[1], new int?[] { 1, null });
        });
        await using var reader = await OwnReads.OpenAsync(file, schema, default);
        var rows = reader.OpenRowGroupReader(0);

        await Assert.ThrowsAsync<ArgumentException>(async () => await OwnReads.OptionalAsync(rows, schema.DataFields[0], new int?[2].AsMemory()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await OwnReads.RequiredAsync(rows, schema.DataFields[1], new int[2].AsMemory()));
    }

    [Fact]
    public async Task A_file_whose_column_may_miss_values_where_ours_may_not_is_not_opened()
    {
        var theirs = new ParquetSchema(new DataField<int>("number", true));
        using var file = await WriteAsync(theirs, group => group.WriteAsync<int>(theirs.DataFields[0], new int?[] { 1, null }));

        await Assert.ThrowsAsync<InvalidDataException>(() => OwnReads.OpenAsync(file, new ParquetSchema(new DataField<int>("number")), default));
    }

    public void Dispose() => _storage.Dispose();

    private static void Same<T>(T[][] wanted, T[][] read) => Assert.All(wanted.Zip(read), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));

    private static async Task<MemoryStream> WriteAsync(ParquetSchema schema, Func<ParquetRowGroupWriter, Task> write)
    {
        var file = new MemoryStream();
        await using var writer = await ParquetWriter.CreateAsync(schema, file, OwnWrites.Options(schema));
        using var group = writer.CreateRowGroup();
        await write(group);
        group.CompleteValidate();
        return file;
    }

    /// <summary>One column of each kind that panel files have, with values made from a seed.</summary>
    private sealed class Mixed
    {
        private readonly ValueColumn<int> _number;
        private readonly ValueColumn<DateOnly> _day;
        private readonly ValueColumn<bool> _flag;
        private readonly OptionalColumn<int> _month;
        private readonly OptionalColumn<double> _share;
        private readonly NumberColumn _value;
        private readonly TextColumn _text;
        private readonly TextColumn _reference;
        private readonly NamedColumn<OutcomeState> _state;

        public Mixed(int seed, bool written)
        {
            Seed = seed;
            var random = new Random(seed);
            T[]? Of<T>(Func<int, T> value) => written ? [.. Enumerable.Range(0, Rows).Select(value)] : null;
            _number = new("number", Of(_ => random.Next()));
            _day = new("day", Of(_ => new DateOnly(1880, 1, 1).AddDays(random.Next(70_000))));
            _flag = new("flag", Of(_ => random.Next(2) == 0));
            _month = new("month", Of(i => i % 3 == seed % 3 ? (int?)null : random.Next(24)));
            _share = new("share", Of(i => i % 5 == seed % 5 ? (double?)null : random.NextDouble()));
            _value = new("value", Of(i => i % 4 == 0 ? double.NaN : random.NextDouble()));
            _text = new("text", Of(_ => "Zoë " + random.Next(30)));
            _reference = new("reference", Of(i => $"{seed}-{i}-{random.Next()}"));
            _state = new("state", OutcomeStates.Name, OutcomeStates.TryParse, Of(_ => (OutcomeState)random.Next(5)));
        }

        public int Seed { get; }

        public int Rows => 3_000 + (Seed * 700);

        public string Name => $"mixed/{Seed}.parquet";

        public IReadOnlyList<PanelColumn> All => Seed % 2 == 0
            ? [_number, _day, _flag, _month, _share, _value, _text, _reference, _state]
            : [_state, _month, _day, _text, _value, _flag, _share, _number, _reference];

        public void AssertEqual(Mixed read)
        {
            Assert.True(_number.Values.AsSpan().SequenceEqual(read._number.Values));
            Assert.True(_day.Values.AsSpan().SequenceEqual(read._day.Values));
            Assert.True(_flag.Values.AsSpan().SequenceEqual(read._flag.Values));
            Assert.True(_month.Values.AsSpan().SequenceEqual(read._month.Values));
            Assert.True(_share.Values.AsSpan().SequenceEqual(read._share.Values));
            Assert.True(_value.Values.AsSpan().SequenceEqual(read._value.Values));
            Assert.True(_text.Values.AsSpan().SequenceEqual(read._text.Values));
            Assert.True(_reference.Values.AsSpan().SequenceEqual(read._reference.Values));
            Assert.True(_state.Values.AsSpan().SequenceEqual(read._state.Values));
        }
    }
}
