using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// The edit tokens of a table, by the exact token of their value; kept apart from the other tokens so that they can be deleted
/// after the run that used them.
/// </summary>
public sealed class EditTokens
{
    private const uint Magic = 0x54464531;
    private readonly Dictionary<ulong, ReadOnlyMemory<ulong>> _byExact = [];

    /// <summary>Number of values that have edit tokens.</summary>
    public int Count => _byExact.Count;

    /// <summary>The edit tokens of all values of a table.</summary>
    public static EditTokens From(TokenTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var edits = new EditTokens();
        foreach (var values in new[] { table.Names, table.Dates, table.Postcodes })
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (values.Edits(i).Length > 0)
                    edits._byExact[values.Token(i, 0)] = values.EditMemory(i);
            }
        }

        return edits;
    }

    /// <summary>The edit tokens of one value; empty where there are none.</summary>
    public ReadOnlySpan<ulong> Of(ulong exact) => _byExact.TryGetValue(exact, out var edits) ? edits.Span : [];

    /// <summary>Adds those of another table.</summary>
    public void Add(EditTokens other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (exact, edits) in other._byExact)
            _byExact[exact] = edits;
    }

    /// <summary>Writes them in the order of the exact tokens; wrap the stream in an <see cref="EncryptedFile"/>.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), _byExact.Count);
        await output.WriteAsync(header, cancellationToken);
        foreach (var exact in _byExact.Keys.Order())
        {
            ulong[] entry = [exact, (ulong)_byExact[exact].Length, .. _byExact[exact].Span];
            await output.WriteAsync(MemoryMarshal.AsBytes(entry.AsSpan()).ToArray(), cancellationToken);
        }
    }

    /// <summary>Reads what <see cref="WriteAsync"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Something else.</exception>
    public static async Task<EditTokens> ReadAsync(Stream input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var head = new byte[16];
        await input.ReadExactlyAsync(head.AsMemory(0, 8), cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic)
            throw new InvalidDataException("This is not a file of edit tokens.");
        var count = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
        var edits = new EditTokens();
        for (var i = 0; i < count; i++)
        {
            await input.ReadExactlyAsync(head, cancellationToken);
            var length = BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(8));
            if (length > 2 * EditForms.LongestLength)
                throw new InvalidDataException($"A value claims {length} edit tokens; at most {2 * EditForms.LongestLength} are possible.");
            var tokens = new byte[(int)length * sizeof(ulong)];
            await input.ReadExactlyAsync(tokens, cancellationToken);
            edits._byExact[BinaryPrimitives.ReadUInt64LittleEndian(head)] = MemoryMarshal.Cast<byte, ulong>(tokens).ToArray();
        }

        return edits;
    }
}
