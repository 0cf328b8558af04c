namespace TfPipeline.Identifiers;

/// <summary>Sex as recorded. The numbers are those of the pipeline's working files; they must not change.</summary>
public enum Sex : byte
{
    /// <summary>Not known, not specified, or recorded in a way that is neither of the other two.</summary>
    NotKnown = 0,

    /// <summary>Male.</summary>
    Male = 1,

    /// <summary>Female.</summary>
    Female = 2,
}
