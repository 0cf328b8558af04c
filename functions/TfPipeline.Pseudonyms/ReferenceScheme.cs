namespace TfPipeline.Pseudonyms;

/// <summary>
/// The way in which references are made. Everything that keeps references is marked with it: two ways give one person two references,
/// so a store that holds both would count that person twice and let an opt-out fail.
/// </summary>
public static class ReferenceScheme
{
    /// <summary>AES-256-CMAC, 128 bits, as <see cref="ReferenceMaker"/> makes them, of references in the form that intake compares.</summary>
    public const string Current = "aes-cmac-128/canonical-ids";

    /// <summary>Refuses what was made in another way.</summary>
    /// <param name="found">The mark that was read, or null where there is none: before AES-CMAC nothing was marked.</param>
    /// <param name="what">What was read, as the subject of a sentence, such as <c>A submission's state</c>.</param>
    /// <exception cref="EarlierStoreException">The mark is not <see cref="Current"/>.</exception>
    public static void Require(string? found, string what)
    {
        if (!string.Equals(found, Current, StringComparison.Ordinal))
            throw new EarlierStoreException(what);
    }
}
