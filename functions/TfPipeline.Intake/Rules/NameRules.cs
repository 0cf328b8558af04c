namespace TfPipeline.Intake;

/// <summary>Rules of one of the two name columns.</summary>
public sealed class NameRules
{
    private readonly List<IntakeRule> _rules = [];

    private NameRules(string prefix, CouncilField field, string what)
    {
        Missing = _rules.Error(prefix + "-01", field, "Filled", $"The {what} is missing.", "Fill it in.", RuleSource.Names);
        Placeholder = _rules.Error(prefix + "-02", field, "Not a placeholder, such as 'not known', 'no name' or 'baby'",
            $"This is a placeholder, not a {what}.", "Fill in the name, or leave the person out until it is known.", RuleSource.Names);
        NoLetters = _rules.Error(prefix + "-03", field, "Has letters and no digits", $"A {what} has letters, and no digits.",
            "Correct it. A number beside a name often comes from a merged column.", RuleSource.Names);
        SingleLetter = _rules.Query(prefix + "-04", field, "More than one letter", $"The {what} is a single letter.",
            "Fill in the whole name if you have it: an initial finds few people.", RuleSource.Names);
        Title = _rules.Query(prefix + "-05", field, "No title, such as Mr or Dr", $"There is a title in the {what}. It is ignored when people are linked.",
            "Keep titles out of the name.", RuleSource.Names);
        MayBePlaceholder = _rules.Query(prefix + "-07", field, "Not 'Null' or 'None', which are names too", $"The {what} is a word that systems write where they have no value. The row is kept.",
            "Nothing, if it is the person's name. Otherwise fill in the name.", RuleSource.Names);
        LostLetter = _rules.Error(prefix + "-08", field, "No question mark beside a letter", $"A letter of the {what} was lost when the file was saved: there is a question mark instead.",
            "Export again as UTF-8, or save as 'CSV UTF-8 (Comma delimited)': plain 'CSV' turns many letters into question marks.", RuleSource.Excel);
        Garbled = _rules.Error(prefix + "-06", field, "Not garbled by a wrong encoding", $"The {what} was garbled when the file was saved: accented letters became pairs of signs.",
            "Export again as UTF-8, and don't open and save the file in between.", RuleSource.Excel);
    }

    public static NameRules Forename { get; } = new("FOR", CouncilField.Forename, "forename");

    public static NameRules Surname { get; } = new("SUR", CouncilField.Surname, "surname");

    public static IReadOnlyList<IntakeRule> All => [.. Forename._rules, .. Surname._rules];

    public IntakeRule Missing { get; }

    public IntakeRule Placeholder { get; }

    public IntakeRule NoLetters { get; }

    public IntakeRule SingleLetter { get; }

    public IntakeRule Title { get; }

    public IntakeRule Garbled { get; }

    public IntakeRule MayBePlaceholder { get; }

    public IntakeRule LostLetter { get; }
}
