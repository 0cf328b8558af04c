namespace TfPipeline.Intake;

/// <summary>Lets a group of rules be declared as fields and listed in the order of declaration.</summary>
internal static class RuleListExtensions
{
    public static IntakeRule File(
        this List<IntakeRule> rules, string code, CouncilField? field, string check, string sentence, string remedy, string source)
        => rules.Put(new(code, Severity.File, field, check, sentence, remedy, source));

    public static IntakeRule Error(
        this List<IntakeRule> rules, string code, CouncilField? field, string check, string sentence, string remedy, string source)
        => rules.Put(new(code, Severity.Error, field, check, sentence, remedy, source));

    public static IntakeRule Query(
        this List<IntakeRule> rules, string code, CouncilField? field, string check, string sentence, string remedy, string source)
        => rules.Put(new(code, Severity.Query, field, check, sentence, remedy, source));

    public static IntakeRule History(
        this List<IntakeRule> rules, string code, CouncilField? field, string check, string sentence, string remedy, string source)
        => rules.Put(new(code, Severity.Query, field, check, sentence, remedy, source) { NeedsHistory = true });

    private static IntakeRule Put(this List<IntakeRule> rules, IntakeRule rule)
    {
        rules.Add(rule);
        return rule;
    }
}
