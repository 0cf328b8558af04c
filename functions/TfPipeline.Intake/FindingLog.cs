namespace TfPipeline.Intake;

/// <summary>
/// Collects findings: complete counts per rule, and the findings themselves up to a limit, so that a million bad rows
/// need no more memory than a hundred thousand.
/// </summary>
public sealed class FindingLog(int keep)
{
    private const int MostRefusals = 1_000;

    private readonly Dictionary<IntakeRule, int> _counts = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Finding> _refusals = [];

    /// <summary>True once findings were counted but not kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True where a finding refuses the file.</summary>
    public bool RefusesFile { get; private set; }

    /// <summary>All findings, counted by rule.</summary>
    public IReadOnlyDictionary<IntakeRule, int> Counts => _counts;

    /// <summary>Counts a finding, and keeps it while there is room. What refuses the file is always kept.</summary>
    public void Add(Finding finding)
    {
        _counts[finding.Rule] = _counts.GetValueOrDefault(finding.Rule) + 1;
        Keep(finding);
    }

    /// <summary>Counts a finding several times and keeps it once; nothing where there are none.</summary>
    public void Add(Finding finding, int times)
    {
        if (times <= 0)
            return;
        Add(finding);
        _counts[finding.Rule] += times - 1;
    }

    /// <summary>Takes over the findings of another log.</summary>
    public void Add(FindingLog other)
    {
        foreach (var (rule, count) in other._counts)
            _counts[rule] = _counts.GetValueOrDefault(rule) + count;
        foreach (var finding in other._findings.Concat(other._refusals))
            Keep(finding);
        IsCut |= other.IsCut;
    }

    /// <summary>The kept findings in the order in which they are listed.</summary>
    public IReadOnlyList<Finding> Sorted()
    {
        Finding[] sorted = [.. _refusals, .. _findings];
        Array.Sort(sorted, Finding.Compare);
        return sorted;
    }

    private void Keep(Finding finding)
    {
        RefusesFile |= finding.Rule.Severity == Severity.File;
        if (finding.Rule.Severity == Severity.File && _refusals.Count < MostRefusals)
            _refusals.Add(finding);
        else if (finding.Rule.Severity != Severity.File && _findings.Count < keep)
            _findings.Add(finding);
        else
            IsCut = true;
    }
}
