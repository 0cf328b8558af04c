namespace TfPipeline.Intake;

/// <summary>What became of an upload.</summary>
public enum ReceiptStatus
{
    /// <summary>Its accepted rows are used.</summary>
    Accepted,

    /// <summary>Nothing of it is used; the council has to drop it again.</summary>
    Refused,

    /// <summary>The same bytes were accepted in the same drop before; nothing changed.</summary>
    Duplicate,

    /// <summary>A newer upload of the same name replaced it.</summary>
    Superseded,

    /// <summary>A fault on the side of the service; nothing of it is used yet.</summary>
    Failed,
}
