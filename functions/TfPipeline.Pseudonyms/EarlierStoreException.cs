namespace TfPipeline.Pseudonyms;

/// <summary>The store was made by an earlier version of the pipeline, whose references differ. Trying again does not help.</summary>
/// <param name="what">What was read, as the subject of a sentence.</param>
public sealed class EarlierStoreException(string what)
    : IOException($"{what} was made by an earlier version of the pipeline, whose references are not those of this version: read the uploads again into an empty working store, as docs/operations.md says, or go on with that version.");
