using System.Text;

namespace TfPipeline.Intake;

/// <summary>Hashes by which rows of one file are compared. They live in memory only, and each kind has a seed of its own.</summary>
internal static class RowHashes
{
    /// <summary>Most bytes of a reference.</summary>
    public const int LongestReference = 64;

    private const ulong NameSeed = 3;

    // A form in capitals can take more bytes than the cell had.
    private const int LongestForm = 4 * LongestReference;

    /// <summary>A reference in its one form; 0 for none.</summary>
    public static ulong OfReference(string? reference, ulong seed)
    {
        Span<byte> bytes = stackalloc byte[LongestForm];
        return reference is null ? 0 : Cells.Hash(bytes[..Encoding.UTF8.GetBytes(reference, bytes)], seed);
    }

    /// <summary>Both names and the date of birth, as the file has them.</summary>
    public static ulong OfIdentity(ReadOnlySpan<byte> forename, ReadOnlySpan<byte> surname, ReadOnlySpan<byte> dateOfBirth)
        => Cells.Hash(dateOfBirth, Cells.Hash(surname, Cells.Hash(forename, NameSeed)));
}
