namespace TfPipeline.Intake;

/// <summary>
/// Looks for references that a spreadsheet has rounded: it keeps fifteen digits of a number and fills up with zeros, so that long
/// references become one another. One that ends so can be real; nine in ten of them can't.
/// </summary>
internal sealed class LongNumberSurvey
{
    private const int KeptDigits = 15;
    private const int FewestToJudge = 4;
    private const double ShareOfRounded = 0.9;

    private int _long;
    private int _rounded;

    public void Add(string? reference)
    {
        if (reference is null || reference.Length <= KeptDigits || reference.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return;
        _long++;
        _rounded += reference.AsSpan(KeptDigits).ContainsAnyExcept('0') ? 0 : 1;
    }

    public bool IsRounded => _long >= FewestToJudge && _rounded >= _long * ShareOfRounded;
}
