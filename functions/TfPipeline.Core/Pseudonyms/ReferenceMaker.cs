using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Core.Pseudonyms;

/// <summary>
/// Makes references: HMAC-SHA256 (RFC 2104) cut to 128 bits, with a key per purpose and every part length-prefixed,
/// so that no two lists of parts give one message. Safe for use by several threads.
/// </summary>
public sealed class ReferenceMaker(KeyRing ring)
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<HMACSHA256>> _codes = new(StringComparer.Ordinal);

    /// <summary>A person as one council knows them.</summary>
    public Reference Person(string gss, string personId) => Make("reference/person", gss, personId);

    /// <summary>A family as one council knows it.</summary>
    public Reference Family(string gss, string familyId) => Make("reference/family", gss, familyId);

    /// <summary>One uploaded file: the same bytes under the same name in the same drop are the same submission.</summary>
    public Reference Submission(string gss, string drop, string blobName, string sha256)
        => Make("reference/submission", gss, drop, blobName, sha256);

    /// <summary>A person in one release; two releases cannot be joined on it.</summary>
    public Reference Release(string releaseName, Reference person)
        => Make("reference/release-person/" + releaseName, person.ToString());

    /// <summary>A family in one release; two releases cannot be joined on it.</summary>
    public Reference ReleaseFamily(string releaseName, Reference family)
        => Make("reference/release-family/" + releaseName, family.ToString());

    /// <summary>The mark that keeps a withdrawn person out; its own purpose lets it outlive a change of the other keys.</summary>
    public Reference OptOut(string gss, string personId) => Make("reference/opt-out", gss, personId);

    private Reference Make(string purpose, params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var message = length <= 512 ? stackalloc byte[length] : new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, message[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(message[at..], written);
            at += sizeof(int) + written;
        }

        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Code(purpose, message, code);
        return Reference.FromBytes(code);
    }

    // Setting up a key costs twice as much as the code itself, so instances are kept; each serves one call at a time.
    private void Code(string purpose, ReadOnlySpan<byte> message, Span<byte> code)
    {
        var free = _codes.GetOrAdd(purpose, static _ => []);
        if (!free.TryTake(out var hmac))
            hmac = new HMACSHA256(ring.Derive(purpose));
        hmac.TryComputeHash(message, code, out _);
        free.Add(hmac);
    }
}
