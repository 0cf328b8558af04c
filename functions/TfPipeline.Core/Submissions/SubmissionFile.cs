using System.Buffers;
using Parquet;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>A submission's accepted rows in the working store: Parquet inside an encrypted file, a row group at a time.</summary>
public static class SubmissionFile
{
    /// <summary>Writes row groups as they come; nothing is visible before the last.</summary>
    internal static Task<WriteOutcome> WriteAsync(
        IBlobArea cohort, string name, KeyRing keys, IAsyncEnumerable<SubmissionGroup> groups, CancellationToken cancellationToken)
        => cohort.WriteAsync(
            name,
            async (output, token) =>
            {
                await using var clear = EncryptedFile.CreateWriter(output, keys, SubmissionBlobs.RowsPurpose);
                await using var parquet = await ParquetWriter.CreateAsync(SubmissionColumns.Schema, clear, OwnWrites.Options(SubmissionColumns.Schema), cancellationToken: token);
                await foreach (var group in groups.WithCancellation(token))
                    await WriteGroupAsync(parquet, group, token);
            },
            WriteCondition.IfAbsent,
            cancellationToken);

    /// <summary>Reads the rows of a submission, a row group at a time, in the order of the file.</summary>
    /// <param name="cohort">The cohort area.</param>
    /// <param name="name">The blob.</param>
    /// <param name="keys">The keys it was written with.</param>
    /// <param name="withTokens">False leaves the tokens out, which is much faster.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    /// <exception cref="EncryptedFileException">The file was changed, or made with another key.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async IAsyncEnumerable<SubmissionRows> ReadAsync(
        IBlobArea cohort, string name, KeyRing keys, bool withTokens,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        await using var blob = await cohort.OpenReadAsync(name, cancellationToken)
            ?? throw new FileNotFoundException("The rows of an accepted submission are not in the working store.");
        await using var clear = EncryptedFile.OpenRead(blob.Content, keys, SubmissionBlobs.RowsPurpose);
        await using var parquet = await OwnReads.OpenAsync(clear, SubmissionColumns.Schema, cancellationToken);
        for (var group = 0; group < parquet.RowGroupCount; group++)
        {
            using var reader = parquet.OpenRowGroupReader(group);
            var rows = SubmissionColumns.From(
                await ParquetNumbers.ReadAsync(reader, SubmissionColumns.Ints, cancellationToken),
                await ParquetNumbers.ReadAsync(reader, SubmissionColumns.Longs, cancellationToken));
            if (withTokens)
                rows.Tokens = TokenColumns.To(await ParquetNumbers.ReadAsync(reader, SubmissionColumns.Tokens, cancellationToken));
            yield return rows;
        }
    }

    private static async Task WriteGroupAsync(ParquetWriter parquet, SubmissionGroup group, CancellationToken cancellationToken)
    {
        using var writer = parquet.CreateRowGroup();
        await ParquetNumbers.WriteAsync(writer, SubmissionColumns.Ints, SubmissionColumns.ToInts(group.Rows), cancellationToken);
        var half = ArrayPool<long>.Shared.Rent(group.Rows.Count);
        for (var i = 0; i < SubmissionColumns.Longs.Length; i++)
            await writer.WriteAsync<long>(SubmissionColumns.Longs[i], SubmissionColumns.ToLongs(group.Rows, i, half), cancellationToken: cancellationToken);
        ArrayPool<long>.Shared.Return(half);
        await ParquetNumbers.WriteAsync(writer, SubmissionColumns.Tokens, group.Tokens, cancellationToken);
        writer.CompleteValidate();
    }
}
