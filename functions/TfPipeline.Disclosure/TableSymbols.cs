namespace TfPipeline.Disclosure;

/// <summary>TableSymbols printed in place of a number, in the notation of the Government Statistical Service.</summary>
public static class TableSymbols
{
    /// <summary>Withheld, whatever the reason: a reader cannot tell a small count from one withheld to protect it.</summary>
    public const string Confidential = "c";

    /// <summary>Not applicable: nobody of this row is in the measure's scope by definition.</summary>
    public const string NotApplicable = "z";

    /// <summary>Not available: the departments' data do not cover it.</summary>
    public const string NotAvailable = "x";
}
