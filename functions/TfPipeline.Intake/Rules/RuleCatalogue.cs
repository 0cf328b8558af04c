using System.Collections.Frozen;

namespace TfPipeline.Intake;

/// <summary>Every rule of intake, once. The data dictionary, the receipts and the checks all read it.</summary>
public static class RuleCatalogue
{
    private static readonly FrozenDictionary<string, IntakeRule> ByCode =
        AllRules().ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>All rules, in the order of the specification: file, header, fields, history.</summary>
    public static IReadOnlyList<IntakeRule> All { get; } = AllRules();

    /// <summary>The rule of a code, or null where there is none.</summary>
    public static IntakeRule? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The rules that one file alone can't decide.</summary>
    public static IReadOnlyList<IntakeRule> History => HistoryRules.All;

    private static IntakeRule[] AllRules() =>
    [
        .. FileRules.All, .. WorkbookRules.All, .. HeaderRules.All, .. PersonRules.All, .. NameRules.All, .. DateRules.All,
        .. ProgrammeRules.All, .. HistoryRules.All,
    ];
}
