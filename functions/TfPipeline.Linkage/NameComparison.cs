using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>How two names that are not equal agree, by their tokens alone.</summary>
internal static class NameComparison
{
    /// <summary>Level of two names: form of the name, one edit, a deletion in each, or different. <see cref="SimilarNames"/> stores the results.</summary>
    public static int ByTokens(ValueTable left, int leftValue, ValueTable right, int rightValue)
    {
        var a = left.Fixed(leftValue);
        var b = right.Fixed(rightValue);
        if (IsWordOf(a, b[NameToken.Exact]) || IsWordOf(b, a[NameToken.Exact]) || ShareARoot(a, b))
            return NameLevel.Form;
        var leftEdits = left.Edits(leftValue);
        var rightEdits = right.Edits(rightValue);
        return EditForms.Compare(leftEdits, rightEdits) != Edit.None ? NameLevel.OneEdit
            : EditForms.ShareADeletion(leftEdits, rightEdits) ? NameLevel.Similar
            : NameLevel.Differ;
    }

    private static bool IsWordOf(ReadOnlySpan<ulong> name, ulong exact)
        => name[NameToken.FirstWord] == exact || name[NameToken.LastWord] == exact;

    private static bool ShareARoot(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (var k = NameToken.Root; k < NameToken.Root + NameToken.Roots && a[k] != 0; k++)
        {
            if (b.Slice(NameToken.Root, NameToken.Roots).Contains(a[k]))
                return true;
        }

        return false;
    }
}
