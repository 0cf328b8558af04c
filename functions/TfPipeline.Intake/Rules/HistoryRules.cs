namespace TfPipeline.Intake;

/// <summary>Rules that compare a file with the same council's earlier drops. One file alone can't decide them.</summary>
public static class HistoryRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule BirthChanged = Rules.History("HIS-01", CouncilField.DateOfBirth,
        "Date of birth as in the person's last accepted row", "The date of birth differs from your last accepted row of this person. The new one counts.",
        "Check that the person reference was not given to somebody else.", RuleSource.Statutory);

    public static readonly IntakeRule SexChanged = Rules.History("HIS-02", CouncilField.Sex,
        "Sex as in the person's last accepted row", "Sex differs from your last accepted row of this person. The new one counts.",
        "Check that the person reference was not given to somebody else.", RuleSource.Statutory);

    public static readonly IntakeRule FamilyVanished = Rules.History("HIS-03", null,
        "Families of the last accepted drop occur again", "Families of your last accepted drop are not in this one. They are kept as they were.",
        "Nothing, if you drop changes only. Otherwise check the filter of your export.", RuleSource.Design);

    public static readonly IntakeRule Crossover = Rules.History("HIS-04", CouncilField.Group,
        "A comparison family stays in its group", "This family was in the comparison group and is now on the programme. It keeps its group and index date; the new start is recorded as its crossover date.",
        "Nothing, if the family has joined.", RuleSource.Design);

    public static readonly IntakeRule LeftProgramme = Rules.History("HIS-05", CouncilField.Group,
        "A programme family stays in its group", "This family was on the programme and is now in the comparison group. It stays a programme family.",
        "If the earlier drop was wrong, tell the operator. If the family has left, fill in the end date instead.", RuleSource.Design);

    public static readonly IntakeRule IndexChanged = Rules.History("HIS-06", CouncilField.IndexDate,
        "Index date as in the person's last accepted row", "The index date differs from your last accepted row of this person. The new one counts.",
        "Nothing, if it was corrected. It must never move because of a later event.", RuleSource.Programme);

    public static readonly IntakeRule StillWithdrawn = Rules.History("HIS-07", CouncilField.Withdrawn,
        "A person who opted out is not in the file without a reversal", "This person has opted out in an earlier drop and stays out.",
        "Nothing, if that is right. To take the opt-out back, file the row with 'reversal' in the column withdrawn.", RuleSource.Design);

    public static readonly IntakeRule NothingToReverse = Rules.History("HIS-08", CouncilField.Withdrawn,
        "A reversal follows an opt-out", "There is a reversal, but no earlier opt-out of this person.",
        "Check the person reference. The row is used like any other.", RuleSource.Design);

    public static readonly IntakeRule OlderDrop = Rules.History("HIS-09", null,
        "The drop folder is the newest", "You have dropped a newer folder before. Where both have a person, the newer folder's row stays in force.",
        "Nothing, if you caught up with an older extract. Otherwise check the date of the folder.", RuleSource.Design);

    public static readonly IntakeRule SameAsLastDrop = Rules.History("HIS-10", null,
        "The content differs from the last accepted drop", "The content is the same, byte for byte, as in your last accepted drop.",
        "Check that the new extract was exported.", RuleSource.Design);

    public static readonly IntakeRule OptOutOfNobody = Rules.History("HIS-11", CouncilField.Withdrawn,
        "An opt-out is of a person who was filed before", "This row opts out a person who is in none of your earlier drops. The opt-out is kept.",
        "Check the person reference: lost leading zeros look like this. If it was changed, drop the opt-out again with the reference that you filed before.", RuleSource.Design);

    public static readonly IntakeRule StillHeld = Rules.History("HIS-12", CouncilField.Withdrawn,
        "A doubtful opt-out was answered", "An earlier drop has a doubtful opt-out of this person, and this file has no column of opt-outs to answer it. The person stays out.",
        "Add the column withdrawn: yes for an opt-out, no or blank otherwise.", RuleSource.Design);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
