using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>The order, the lengths and the types in which a row group must be written.</summary>
[Trait("tier", "unit")]
public sealed class WritingRulesTests
{
    private readonly ParquetSchema schema = new(new DataField<int>("number"), new DataField<string>("text"));

    private DataField Number => schema.DataFields[0];

    private DataField Text => schema.DataFields[1];

    [Fact]
    public Task Columns_come_in_the_order_of_the_schema() => WithGroupAsync(async group =>
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteAsync(Text, new[] { "a" })));

    [Fact]
    public Task Columns_have_equal_lengths() => WithGroupAsync(async group =>
    {
        await group.WriteAsync<int>(Number, new[] { 1, 2 });
        await Assert.ThrowsAsync<InvalidOperationException>(() => group.WriteAsync(Text, new[] { "a" }));
    });

    [Fact]
    public Task There_are_no_more_columns_than_the_schema_has() => WithGroupAsync(async group =>
    {
        await group.WriteAsync<int>(Number, new[] { 1 });
        await group.WriteAsync(Text, new[] { "a" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => group.WriteAsync(Text, new[] { "a" }));
    });

    [Fact]
    public Task A_missing_column_is_found_on_request() => WithGroupAsync(async group =>
    {
        await group.WriteAsync<int>(Number, new[] { 1 });
        Assert.Throws<InvalidOperationException>(group.CompleteValidate);
    });

    [Fact]
    public Task Values_have_the_type_of_the_column() => WithGroupAsync(async group =>
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteAsync<long>(Number, new[] { 1L })));

    [Fact]
    public Task A_field_belongs_to_a_schema() => WithGroupAsync(async group =>
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteAsync<int>(new DataField<int>("number"), new[] { 1 })));

    [Fact]
    public async Task A_nullable_column_is_written_from_nullable_values()
    {
        var field = new DataField<int?>("number");
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            OneColumn.WriteAsync(field, group => group.WriteAsync<int>(field, new[] { 1 })));
    }

    [Fact]
    public void A_schema_has_a_column() => Assert.Throws<ArgumentException>(() => new ParquetSchema(Array.Empty<Field>()));

    [Fact]
    public async Task The_output_need_not_seek_and_stays_open()
    {
        using var file = new MemoryStream();
        await using (var forward = new ForwardOnly(file))
        await using (var writer = await ParquetWriter.CreateAsync(schema, forward))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(Number, new[] { 7 });
            await group.WriteAsync(Text, new[] { "x" });
        }

        Assert.True(file.CanWrite);
        file.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(file);
        Assert.Equal(["7"], await ColumnText.ReadAsync(reader, reader.Schema.DataFields[0]));
    }

    private async Task WithGroupAsync(Func<ParquetRowGroupWriter, Task> test)
    {
        // A writer that was used wrongly cannot finish its file; what it leaves is of no interest.
        var writer = await ParquetWriter.CreateAsync(schema, new MemoryStream());
        using var group = writer.CreateRowGroup();
        await test(group);
    }

    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
