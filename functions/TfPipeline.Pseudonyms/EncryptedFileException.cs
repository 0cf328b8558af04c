namespace TfPipeline.Pseudonyms;

/// <summary>An encrypted file cannot be trusted: changed, cut short, of another purpose, or made with another key.</summary>
public sealed class EncryptedFileException(string message, Exception? inner = null) : IOException(message, inner);
