using System.Text;

namespace TfPipeline.Storage;

/// <summary>
/// What a blob may be called, alike in every adapter. The limits are those of Azure Storage ("Naming and referencing
/// containers, blobs, and metadata": 1 to 1,024 characters) and of common file systems (255 bytes a segment).
/// </summary>
public static class BlobName
{
    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>The longest part between two slashes, in UTF-8 bytes.</summary>
    public const int MaxSegmentBytes = 255;

    /// <summary>Throws <see cref="InvalidBlobNameException"/> for a name that the pipeline does not write.</summary>
    public static void Check(string name)
    {
        CheckAddressable(name);
        foreach (var c in name)
        {
            if (char.IsControl(c))
                throw new InvalidBlobNameException("it holds a control character");
            if (c == '\\')
                throw new InvalidBlobNameException("it holds a backslash; parts are separated by '/'");
        }

        foreach (var segment in name.Split('/'))
        {
            if (segment.Length == 0)
                throw new InvalidBlobNameException("it has an empty part; it may not start or end with '/' nor hold '//'");
            if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
                throw new InvalidBlobNameException($"a part of it is longer than {MaxSegmentBytes} bytes");
        }
    }

    /// <summary>
    /// Throws <see cref="InvalidBlobNameException"/> for a name that could reach another blob than the one it spells.
    /// Laxer than <see cref="Check"/>: what somebody else put into a container must stay readable and deletable.
    /// </summary>
    public static void CheckAddressable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
            throw new InvalidBlobNameException("it is empty");
        CheckPrefix(name);
    }

    /// <summary>Throws <see cref="InvalidBlobNameException"/> for a prefix that could list outside its container; an empty one is taken.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > MaxLength)
            throw new InvalidBlobNameException($"it is longer than {MaxLength} characters");
        if (prefix.Contains('\0', StringComparison.Ordinal))
            throw new InvalidBlobNameException("it holds a NUL character");
        if (prefix.Split('/', '\\').Any(part => part is "." or ".."))
            throw new InvalidBlobNameException("a part of it is '.' or '..'");
        for (var i = 0; i < prefix.Length; i++)
        {
            if (!char.IsSurrogate(prefix[i]))
                continue;
            if (i + 1 == prefix.Length || !char.IsSurrogatePair(prefix[i], prefix[i + 1]))
                throw new InvalidBlobNameException("it is not valid Unicode");
            i++;
        }
    }
}
