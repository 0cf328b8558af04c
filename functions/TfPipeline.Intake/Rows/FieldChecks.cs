using System.Collections.Frozen;
using System.Text;
using CsvHelper;
using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>The checks that need one cell, or two cells of one row.</summary>
internal sealed class FieldChecks
{
    private const int LongestReference = RowHashes.LongestReference;
    private const int OldestYears = 120;

    private readonly HeaderMap _map;
    private readonly RowContext _context;
    private readonly RowCheck _check;
    private readonly byte[] _gss;
    private readonly DateOnly _oldestBirth;
    private readonly NameChecker _forename = new(NameRules.Forename, isForename: true);
    private readonly NameChecker _surname = new(NameRules.Surname, isForename: false);
    private readonly IReadOnlySet<CouncilField> _undecidedDates;
    private readonly HashSet<IntakeRule> _saidOnce = [];
    private readonly char[] _scratch = new char[CsvReading.MaxRowBytes];

    /// <param name="map">Which column holds which field.</param>
    /// <param name="context">The council, the date of the drop and the limits.</param>
    /// <param name="check">Takes the findings.</param>
    /// <param name="undecidedDates">Columns whose dates with slashes have no known order; such dates are passed over.</param>
    public FieldChecks(HeaderMap map, RowContext context, RowCheck check, IReadOnlySet<CouncilField>? undecidedDates = null)
    {
        _undecidedDates = undecidedDates ?? FrozenSet<CouncilField>.Empty;
        _map = map;
        _context = context;
        _check = check;
        _gss = Encoding.ASCII.GetBytes(context.Gss.ToLowerInvariant());
        _oldestBirth = context.DropDate.Year > OldestYears ? context.DropDate.AddYears(-OldestYears) : DateOnly.MinValue;
    }

    /// <summary>Reads a row. An opt-out counts even where the rest of its row is wrong: leaving it out would keep the person in.</summary>
    public void Read(CsvReader reader, RowFacts facts)
    {
        ReadReferences(reader, facts);
        if (facts.Withdrawal is WithdrawalState.Withdrawn or WithdrawalState.Doubtful)
            return;
        ReadPerson(reader, facts);
        ReadProgramme(reader, facts);
    }

    private void ReadReferences(CsvReader reader, RowFacts facts)
    {
        CheckCouncil(Cell(reader, CouncilField.CouncilCode), facts);
        facts.PersonId = Reference(reader, CouncilField.PersonId, PersonRules.PersonMissing);
        facts.Withdrawal = _map.Has(CouncilField.Withdrawn) ? Codings.Withdrawal(Cell(reader, CouncilField.Withdrawn)) : WithdrawalState.NotSaid;
        if (facts.Withdrawal == WithdrawalState.Doubtful)
            Report(ProgrammeRules.WithdrawnUnknown);
        if (facts.PersonId is null && facts.Withdrawal is WithdrawalState.Withdrawn or WithdrawalState.Doubtful)
            Report(ProgrammeRules.WithdrawnUnattributed);
    }

    private void ReadPerson(CsvReader reader, RowFacts facts)
    {
        facts.FamilyId = Reference(reader, CouncilField.FamilyId, PersonRules.FamilyMissing);
        facts.Forename = Name(reader, CouncilField.Forename, _forename);
        facts.Surname = Name(reader, CouncilField.Surname, _surname);
        facts.Sex = ReadSex(Cell(reader, CouncilField.Sex));
        facts.DateOfBirth = Date(reader, CouncilField.DateOfBirth, DateRules.Birth);
        if (facts.DateOfBirth is { } birth)
        {
            if (birth < _oldestBirth && !BirthDates.IsPlaceholder(birth))
                Report(DateRules.Birth.OutOfRange);
            if (BirthDates.IsPlaceholder(birth))
                Report(DateRules.Birth.Placeholder!);
        }

        facts.Postcode = PostcodeOf(Cell(reader, CouncilField.Postcode));
        facts.Upn = Number(Cell(reader, CouncilField.Upn), CouncilField.Upn, NumberChecker.Upn);
        facts.Nino = Number(Cell(reader, CouncilField.Nino), CouncilField.Nino, NumberChecker.Nino);
        Hash(reader, facts);
    }

    private void ReadProgramme(CsvReader reader, RowFacts facts)
    {
        var group = Cell(reader, CouncilField.Group);
        facts.IsProgramme = Codings.IsProgramme(group);
        if (facts.IsProgramme is null)
            Report(group.IsEmpty ? ProgrammeRules.GroupMissing : ProgrammeRules.GroupUnknown);
        facts.IndexDate = Date(reader, CouncilField.IndexDate, DateRules.Index);
        if (facts.IndexDate is { } index && (index < _context.Options.ProgrammeFrom || index > _context.Options.ProgrammeTo))
            Report(DateRules.Index.OutOfRange);
        if (facts.DateOfBirth > facts.IndexDate)
            Report(DateRules.Birth.AfterIndex!);
        facts.EndDate = NotBefore(facts.IndexDate, Date(reader, CouncilField.EndDate, DateRules.End), DateRules.End);
        ReadProblems(reader, facts);
        ReadClaim(reader, facts);
    }

    private void ReadProblems(CsvReader reader, RowFacts facts)
    {
        foreach (var (field, flag) in ProblemColumns.All)
        {
            switch (Codings.YesNo(Cell(reader, field)))
            {
                case true:
                    facts.Problems |= flag;
                    break;
                case null:
                    _check.Report(ProgrammeRules.FlagUnknown, _map.ColumnOf(field));
                    break;
            }
        }
    }

    private void ReadClaim(CsvReader reader, RowFacts facts)
    {
        var type = Cell(reader, CouncilField.ClaimType);
        facts.ClaimDate = NotBefore(facts.IndexDate, Date(reader, CouncilField.ClaimDate, DateRules.Claim), DateRules.Claim);
        if (type.IsEmpty)
        {
            if (!Cell(reader, CouncilField.ClaimDate).IsEmpty)
                Report(ProgrammeRules.ClaimWithoutType);
            return;
        }

        facts.ClaimIsEmployment = Codings.IsEmploymentClaim(type);
        if (facts.ClaimIsEmployment is null)
            Report(ProgrammeRules.ClaimTypeUnknown);
        if (Cell(reader, CouncilField.ClaimDate).IsEmpty)
            Report(ProgrammeRules.ClaimWithoutDate);
        if (facts.IsProgramme == false)
            Report(ProgrammeRules.ClaimOfComparison);
    }

    private DateOnly? NotBefore(DateOnly? index, DateOnly? date, DateRules rules)
    {
        if (date < index)
            Report(rules.OutOfRange);
        return date;
    }

    private void CheckCouncil(ReadOnlySpan<byte> cell, RowFacts facts)
    {
        if (Cells.Is(cell, _gss))
            return;
        if (cell.IsEmpty)
        {
            Report(PersonRules.CouncilMissing);
            return;
        }

        var code = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 16)]);
        switch (CouncilRegister.Classify(code))
        {
            case CouncilCode.District:
                Report(PersonRules.CouncilDistrict);
                break;
            case CouncilCode.Unknown:
                Report(PersonRules.CouncilUnknown);
                break;
            default:
                facts.IsOfOtherCouncil = CouncilRegister.FirstCodeOf(code.ToUpperInvariant()) != CouncilRegister.FirstCodeOf(_context.Gss);
                Report(facts.IsOfOtherCouncil ? PersonRules.CouncilWrong : PersonRules.CouncilEarlierCode);
                break;
        }
    }

    private string? Reference(CsvReader reader, CouncilField field, IntakeRule missing)
    {
        var cell = Cell(reader, field);
        if (cell.IsEmpty)
            Report(missing);
        else if (cell.Length > LongestReference)
            _check.Report(HeaderRules.CellTooLong, _map.ColumnOf(field));
        else if (cell[0] is (byte)'=' or (byte)'+' or (byte)'@' or (byte)'-')
            _check.Report(HeaderRules.Formula, _map.ColumnOf(field));
        else
            return Checked(ReferenceText.Canonical(cell), field);
        return null;
    }

    private string? Checked(string reference, CouncilField field)
    {
        if (ReferenceText.IsNoValue(reference))
            _check.Report(HeaderRules.NoValueWord, _map.ColumnOf(field));
        else if (ReferenceText.IsScientific(reference))
            ReportOnce(FileRules.ScientificReferences, field);
        else
            return reference;
        return null;
    }

    private string? Name(CsvReader reader, CouncilField field, NameChecker checker)
    {
        var cell = Cell(reader, field);
        var name = _scratch.AsSpan(0, Encoding.UTF8.GetChars(cell, _scratch));
        if (name.IsEmpty && !_map.Has(field))
            return null;
        if (checker.Check(name) is not { } rule)
            return name.ToString();
        _check.Report(rule, _map.ColumnOf(field));
        return rule.Severity == Severity.Query ? name.ToString() : null;
    }

    private Sex? ReadSex(ReadOnlySpan<byte> cell)
    {
        var sex = Codings.SexOf(cell);
        if (cell.IsEmpty)
            Report(PersonRules.SexMissing);
        else if (sex is null)
            Report(PersonRules.SexUnknownCode);
        else if (sex == Sex.NotKnown)
            Report(PersonRules.SexNotKnown);
        return sex;
    }

    private DateOnly? Date(CsvReader reader, CouncilField field, DateRules rules)
    {
        var reading = DateText.Read(Cell(reader, field), out var date);
        // The column is refused as a whole; which of its days exist is not known.
        if (_undecidedDates.Contains(field) && DateText.TrySlashed(Cell(reader, field), out _, out _))
            return null;
        var broken = reading switch
        {
            DateReading.Date => date > _context.DropDate ? rules.Future : null,
            DateReading.Blank => rules.Missing,
            DateReading.Impossible => rules.Impossible,
            DateReading.TwoDigitYear => rules.TwoDigitYear,
            DateReading.ExcelSerial => rules.ExcelSerial,
            _ => rules.Format,
        };
        if (broken is not null)
            Report(broken);
        return reading == DateReading.Date ? date : null;
    }

    private string? PostcodeOf(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
        {
            Report(PersonRules.PostcodeMissing);
            return null;
        }

        var text = cell.Length <= 16 ? Encoding.UTF8.GetString(cell) : null;
        if (!Postcode.TryParse(text, out var postcode))
        {
            Report(PersonRules.PostcodeInvalid);
            return null;
        }

        if (postcode.IsPlaceholder)
            Report(PersonRules.PostcodePseudo);
        return text;
    }

    private string? Number(ReadOnlySpan<byte> cell, CouncilField field, Func<string, (IntakeRule? Rule, string? Kept)> check)
    {
        if (cell.IsEmpty)
            return null;
        var (rule, kept) = check(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, LongestReference)]));
        if (rule is not null)
            _check.Report(rule, _map.ColumnOf(field));
        return kept;
    }

    private void Hash(CsvReader reader, RowFacts facts)
    {
        facts.PersonHash = RowHashes.OfReference(facts.PersonId, 1);
        facts.FamilyHash = RowHashes.OfReference(facts.FamilyId, 2);
        facts.IdentityHash = RowHashes.OfIdentity(Cell(reader, CouncilField.Forename), Cell(reader, CouncilField.Surname), Cell(reader, CouncilField.DateOfBirth));
        facts.UpnHash = facts.Upn is null ? 0 : Cells.Hash(Cell(reader, CouncilField.Upn), 4);
        facts.NinoHash = facts.Nino is null ? 0 : Cells.Hash(Cell(reader, CouncilField.Nino), 5);
    }

    // A spreadsheet leaves blank cells at the end of a row out.
    private ReadOnlySpan<byte> Cell(CsvReader reader, CouncilField field)
    {
        var column = _map.ColumnOf(field);
        return column < 0 || column >= reader.FieldCount ? default : Cells.Trim(reader.GetSpan(column));
    }

    // A column that is missing altogether is a finding of the header, not of each row.
    private void Report(IntakeRule rule)
    {
        if (rule.Field is not { } field)
            _check.Report(rule, -1);
        else if (_map.Has(field) || !CouncilFileSchema.Column(field).Required)
            _check.Report(rule, _map.ColumnOf(field));
    }

    private void ReportOnce(IntakeRule rule, CouncilField field)
    {
        if (_saidOnce.Add(rule))
            _check.Report(rule, _map.ColumnOf(field));
        else
            _check.Refuse();
    }
}
