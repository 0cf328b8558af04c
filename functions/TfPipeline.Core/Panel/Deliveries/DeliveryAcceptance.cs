using System.Text.RegularExpressions;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>A person's word that a delivery which departs from what was to be expected is right all the same.</summary>
/// <param name="Hold">What was accepted, as <see cref="DeliveryHold"/> names it.</param>
/// <param name="By">Who accepted it: the folder of requests that only this person can write to.</param>
/// <param name="At">When, by the storage's clock.</param>
/// <param name="Reason">Why. It is printed in run output, linkage report and release.</param>
public sealed partial record DeliveryAcceptance(string Hold, string By, DateTimeOffset At, string Reason)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 400;

    /// <summary>Shortest reason, in characters without blanks at either end.</summary>
    public const int ShortestReason = 8;

    /// <summary>True for a name that a folder of requests can have: letters, digits and . _ @ -, at most 64; an object id is one.</summary>
    public static bool IsName(string? name) => name is not null && Name().IsMatch(name);

    /// <summary>True for a reason of one line that says something and is short enough to be printed.</summary>
    public static bool IsReason(string? reason) =>
        reason is not null && reason.Length <= LongestReason && reason.Trim().Length >= ShortestReason && !reason.Any(char.IsControl);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
