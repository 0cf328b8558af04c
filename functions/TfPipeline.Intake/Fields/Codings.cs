using System.Text;
using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>The closed lists of words that a cell may hold. Null means that the word is not in the list.</summary>
internal static class Codings
{
    /// <summary>The sex that a council's coding says, not known included.</summary>
    public static Sex? SexOf(ReadOnlySpan<byte> cell)
    {
        if (Cells.Is(cell, "f"u8) || cell.SequenceEqual("2"u8) || cell.SequenceEqual("2.0"u8) || Cells.Is(cell, "female"u8))
            return Sex.Female;
        if (Cells.Is(cell, "m"u8) || cell.SequenceEqual("1"u8) || cell.SequenceEqual("1.0"u8) || Cells.Is(cell, "male"u8))
            return Sex.Male;
        var unknown = Cells.Is(cell, "u"u8) || Cells.Is(cell, "x"u8) || cell.SequenceEqual("0"u8) || cell.SequenceEqual("9"u8)
            || Cells.Is(cell, "unknown"u8) || Cells.Is(cell, "not known"u8) || Cells.Is(cell, "other"u8);
        return unknown ? Sex.NotKnown : null;
    }

    /// <summary>Yes or no; a blank cell is no. 1.0 and 0.0 are what a column of numbers with blanks becomes in other tools.</summary>
    public static bool? YesNo(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell.SequenceEqual("0"u8) || cell.SequenceEqual("0.0"u8))
            return false;
        if (cell.SequenceEqual("1"u8) || cell.SequenceEqual("1.0"u8) || Cells.Is(cell, "y"u8) || Cells.Is(cell, "yes"u8) || Cells.Is(cell, "true"u8))
            return true;
        return Cells.Is(cell, "n"u8) || Cells.Is(cell, "no"u8) || Cells.Is(cell, "false"u8) ? false : null;
    }

    /// <summary>True for programme, false for comparison.</summary>
    public static bool? IsProgramme(ReadOnlySpan<byte> cell)
        => Cells.Is(cell, "programme"u8) ? true : Cells.Is(cell, "comparison"u8) ? false : null;

    /// <summary>True for continuous employment, false for sustained progress.</summary>
    public static bool? IsEmploymentClaim(ReadOnlySpan<byte> cell)
    {
        if (Cells.Is(cell, "continuous_employment"u8) || Cells.Is(cell, "continuous employment"u8))
            return true;
        return Cells.Is(cell, "sustained_progress"u8) || Cells.Is(cell, "sustained progress"u8) ? false : null;
    }

    /// <summary>Opt-out, reversal, plain no, or doubtful: neither plainly yes nor plainly no.</summary>
    public static WithdrawalState Withdrawal(ReadOnlySpan<byte> cell)
    {
        if (cell.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            cell = Encoding.UTF8.GetBytes(ReferenceText.Canonical(cell));
        if (Cells.Is(cell, "n/a"u8) || cell.SequenceEqual("-"u8))
            return WithdrawalState.None;
        if (Cells.Is(cell, "reversal"u8) || Cells.Is(cell, "reversed"u8))
            return WithdrawalState.Reversal;
        return YesNo(cell) switch { true => WithdrawalState.Withdrawn, false => WithdrawalState.None, null => WithdrawalState.Doubtful };
    }
}
