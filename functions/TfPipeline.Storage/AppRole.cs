namespace TfPipeline.Storage;

/// <summary>The two deployed roles of the one build.</summary>
public enum AppRole
{
    /// <summary>Holds landing, the key and the working store; cannot write analytics.</summary>
    Link,

    /// <summary>Reads the panel, writes analytics and summaries; has neither key nor uploads.</summary>
    Release,
}
