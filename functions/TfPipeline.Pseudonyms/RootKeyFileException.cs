namespace TfPipeline.Pseudonyms;

/// <summary>A key file holds no key. Neither its name nor its content is in the message.</summary>
/// <param name="bytes">Length of the file.</param>
public sealed class RootKeyFileException(int bytes)
    : Exception($"The key file has {bytes} bytes; it must hold {RootKey.Size} raw bytes or {2 * RootKey.Size} hexadecimal digits.");
