using System.Buffers.Binary;
using System.Security.Cryptography;
using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// The opt-outs and reversals of one submission, in a file of their own under <see cref="KeyRing.OptOuts"/>: they count when the
/// submission's rows can no longer be read because the root key has rotated. The file also keeps the SHA-256 of the upload, by which
/// submissions of one drop are ordered: that order may not depend on the key, and outside an encrypted file the hash would let
/// anybody test guesses about a short upload.
/// </summary>
/// <param name="sha256">SHA-256 of the upload, 64 lower-case hexadecimal digits.</param>
internal sealed class OptOutMarks(string sha256)
{
    private const uint Magic = 0x54464F32;
    private const int HashSize = SHA256.HashSizeInBytes;
    private const int HeaderSize = 8 + HashSize;
    private const int EntrySize = 17;

    private readonly List<(Reference Person, WithdrawalState State)> _marks = [];

    /// <summary>SHA-256 of the upload, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>People of whom nobody can tell whether they opt out; they are held out until a later row says.</summary>
    public IEnumerable<Reference> Doubtful => Of(WithdrawalState.Doubtful);

    /// <summary>True where nobody is marked.</summary>
    public bool IsEmpty => _marks.Count == 0;

    public IEnumerable<Reference> Withdrawn => Of(WithdrawalState.Withdrawn);

    public IEnumerable<Reference> Reversed => Of(WithdrawalState.Reversal);

    /// <summary>Takes the opt-outs and the doubtful ones of a file, accepted or not.</summary>
    public void Add(IReadOnlyList<OptOutMark> found, ReferenceMaker references, string gss)
    {
        string[] people = [.. found.Select(m => m.PersonId)];
        var marked = new Reference[people.Length];
        references.OptOuts(CouncilRegister.FirstCodeOf(gss), people, marked);
        _marks.EnsureCapacity(_marks.Count + marked.Length);
        for (var i = 0; i < marked.Length; i++)
            _marks.Add((marked[i], found[i].State));
    }

    /// <summary>Takes the reversals among accepted rows: a row that is refused takes nothing back.</summary>
    public void AddReversals(SubmissionRows rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Withdrawal[i] == WithdrawalState.Reversal)
                _marks.Add((rows.OptOut[i], rows.Withdrawal[i]));
        }
    }

    /// <summary>Writes the file once.</summary>
    public Task<WriteOutcome> WriteAsync(IBlobArea cohort, string name, KeyRing keys, CancellationToken cancellationToken)
        => cohort.WriteAsync(
            name,
            async (output, token) =>
            {
                await using var clear = EncryptedFile.CreateWriter(output, keys.OptOuts, SubmissionBlobs.OptOutsPurpose);
                await clear.WriteAsync(ToBytes(), token);
            },
            WriteCondition.IfAbsent,
            cancellationToken);

    /// <summary>Reads what <see cref="WriteAsync"/> wrote.</summary>
    /// <exception cref="EncryptedFileException">The file was changed, or made with another secret of opt-outs.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Something else.</exception>
    public static async Task<OptOutMarks> ReadAsync(IBlobArea cohort, string name, KeyRing keys, CancellationToken cancellationToken)
    {
        await using var blob = await cohort.OpenReadAsync(name, cancellationToken)
            ?? throw new FileNotFoundException("The opt-outs of an accepted submission are not in the working store.");
        await using var clear = EncryptedFile.OpenRead(blob.Content, keys.OptOuts, SubmissionBlobs.OptOutsPurpose);
        var bytes = new byte[clear.Length];
        await clear.ReadExactlyAsync(bytes, cancellationToken);
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || bytes.Length != HeaderSize + ((long)EntrySize * BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4))))
        {
            throw new InvalidDataException("This is not a file of opt-outs.");
        }

        var marks = new OptOutMarks(Convert.ToHexStringLower(bytes.AsSpan(HeaderSize - HashSize, HashSize)));
        for (var at = HeaderSize; at < bytes.Length; at += EntrySize)
            marks._marks.Add((Reference.FromBytes(bytes.AsSpan(at)), (WithdrawalState)bytes[at + EntrySize - 1]));
        return marks;
    }

    private byte[] ToBytes()
    {
        var bytes = new byte[HeaderSize + (EntrySize * _marks.Count)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _marks.Count);
        Convert.FromHexString(Sha256).CopyTo(bytes, HeaderSize - HashSize);
        for (var i = 0; i < _marks.Count; i++)
        {
            var entry = bytes.AsSpan(HeaderSize + (EntrySize * i), EntrySize);
            BinaryPrimitives.WriteUInt64BigEndian(entry, _marks[i].Person.High);
            BinaryPrimitives.WriteUInt64BigEndian(entry[8..], _marks[i].Person.Low);
            entry[^1] = (byte)_marks[i].State;
        }

        return bytes;
    }

    private IEnumerable<Reference> Of(WithdrawalState state) => _marks.Where(m => m.State == state).Select(m => m.Person);
}
