namespace TfPipeline.Core.Disclosure;

/// <summary>What stands where a number does not, in the notation of official statistics.</summary>
public static class Symbols
{
    /// <summary>Withheld, whatever the reason: a reader cannot tell a small count from one withheld to protect it.</summary>
    public const string Confidential = "c";

    /// <summary>Not applicable: nobody of this row is in the measure's scope by definition.</summary>
    public const string NotApplicable = "z";

    /// <summary>Not available: the departments' data do not cover it.</summary>
    public const string NotAvailable = "x";
}
