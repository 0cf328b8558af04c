using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// Makes references: AES-256-CMAC (RFC 4493, NIST SP 800-38B), 128 bits, with a key per purpose and every part length-prefixed,
/// so that no two lists of parts give one message. Safe for use by several threads.
/// </summary>
public sealed class ReferenceMaker(KeyRing ring)
{
    // "reference/…" named the keys of an earlier scheme; a key serves one algorithm only.
    private const string PersonPurpose = "cmac-reference/person";
    private const string FamilyPurpose = "cmac-reference/family";
    private const string SubmissionPurpose = "cmac-reference/submission";
    private const string ContentPurpose = "cmac-reference/content";
    private const string OptOutPurpose = "cmac-reference/opt-out";
    private const string ReleasePersonPurpose = "cmac-reference/release-person/";
    private const string ReleaseFamilyPurpose = "cmac-reference/release-family/";

    private readonly ConcurrentDictionary<string, ConcurrentBag<Cmac>> _codes = new(StringComparer.Ordinal);

    /// <summary>A person as one council knows them.</summary>
    public Reference Person(string gss, string personId) => Make(PersonPurpose, gss, personId);

    /// <summary>A family as one council knows it.</summary>
    public Reference Family(string gss, string familyId) => Make(FamilyPurpose, gss, familyId);

    /// <summary>One uploaded file: the same bytes under the same name in the same drop are the same submission.</summary>
    public Reference Submission(string gss, string drop, string blobName, string sha256)
        => Make(SubmissionPurpose, gss, drop, blobName, sha256);

    /// <summary>
    /// The content of an upload. Its plain hash would let anybody who reads the working store test guesses about a short upload.
    /// Made with <see cref="KeyRing.OptOuts"/>, so that the same content is recognised after a rotation of the root key.
    /// </summary>
    /// <param name="sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
    public Reference Content(string sha256) => Make(ContentPurpose, sha256);

    /// <summary>A person in one release; two releases cannot be joined on it.</summary>
    public Reference Release(string releaseName, Reference person) => Make(ReleasePersonPurpose + releaseName, person.ToString());

    /// <summary>A family in one release; two releases cannot be joined on it.</summary>
    public Reference ReleaseFamily(string releaseName, Reference family) => Make(ReleaseFamilyPurpose + releaseName, family.ToString());

    /// <summary>The mark that keeps a withdrawn person out, made with <see cref="KeyRing.OptOuts"/> so that it outlives a rotation of the root key.</summary>
    /// <param name="gss">The oldest code of the council, so that it outlives a change of code too.</param>
    /// <param name="personId">The council's own reference.</param>
    public Reference OptOut(string gss, string personId) => Make(OptOutPurpose, gss, personId);

    /// <summary>What <see cref="Person"/> gives for each of many people, at a fraction of the cost.</summary>
    public void People(string gss, ReadOnlySpan<string> personIds, Span<Reference> people) => Many(PersonPurpose, gss, personIds, people);

    /// <summary>What <see cref="OptOut"/> gives for each of many people, at a fraction of the cost.</summary>
    public void OptOuts(string gss, ReadOnlySpan<string> personIds, Span<Reference> optOuts) => Many(OptOutPurpose, gss, personIds, optOuts);

    /// <summary>What <see cref="Family"/> gives for each of many families, at a fraction of the cost.</summary>
    public void Families(string gss, ReadOnlySpan<string> familyIds, Span<Reference> families) => Many(FamilyPurpose, gss, familyIds, families);

    private void Many(string purpose, string gss, ReadOnlySpan<string> ids, Span<Reference> references)
    {
        var messages = Messages(gss, ids, out var ends);
        var codes = new byte[ids.Length * Cmac.BlockSize];
        Compute(purpose, messages, ends, codes);
        CryptographicOperations.ZeroMemory(messages);
        for (var i = 0; i < ids.Length; i++)
            references[i] = Reference.FromBytes(codes.AsSpan(i * Cmac.BlockSize));
    }

    private static byte[] Messages(string gss, ReadOnlySpan<string> ids, out int[] ends)
    {
        ends = new int[ids.Length];
        var at = 0;
        foreach (var id in ids)
            at += Length([gss, id]);
        var messages = new byte[at];
        at = 0;
        for (var i = 0; i < ids.Length; i++)
            ends[i] = at += Write(messages.AsSpan(at), [gss, ids[i]]);
        return messages;
    }

    private Reference Make(string purpose, params ReadOnlySpan<string> parts)
    {
        var length = Length(parts);
        var message = length <= 512 ? stackalloc byte[length] : new byte[length];
        Write(message, parts);
        Span<byte> code = stackalloc byte[Cmac.BlockSize];
        Compute(purpose, message, [length], code);
        return Reference.FromBytes(code);
    }

    private byte[] Derive(string purpose) => (purpose is OptOutPurpose or ContentPurpose ? ring.OptOuts : ring).Derive(purpose);

    private static int Length(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        return length;
    }

    private static int Write(Span<byte> message, params ReadOnlySpan<string> parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, message[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(message[at..], written);
            at += sizeof(int) + written;
        }

        return at;
    }

    // Setting up a key costs more than a code, so instances are kept; each serves one call at a time.
    private void Compute(string purpose, ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<byte> codes)
    {
        var free = _codes.GetOrAdd(purpose, static _ => []);
        if (!free.TryTake(out var cmac))
            cmac = new Cmac(Derive(purpose));
        cmac.Compute(messages, ends, codes);
        free.Add(cmac);
    }
}
