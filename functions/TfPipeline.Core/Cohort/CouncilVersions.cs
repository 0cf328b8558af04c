using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>The newest row of every person of one council, from its submissions in order.</summary>
internal sealed class CouncilVersions
{
    private readonly Dictionary<Reference, PersonVersion> _people = [];
    private readonly Dictionary<Reference, FamilyGroup> _families = [];
    private readonly HashSet<Reference> _withdrawn = [];
    private readonly HashSet<Reference> _held = [];
    private readonly List<Reference> _doubtful = [];
    private readonly List<Reference> _answered = [];
    private readonly List<Reference> _reversals = [];
    private readonly List<Reference> _optOuts = [];

    public long Rows { get; private set; }

    public long OptOutRows { get; private set; }

    public long PeopleKnown => _people.Count;

    /// <summary>People known who are out. An opt-out of somebody who was never in a file counts nobody.</summary>
    public long Withdrawn => _people.Values.Count(p => IsOut(p.OptOut));

    /// <summary>Of these: held out because of a doubtful opt-out that nobody has answered.</summary>
    public long Held => _people.Values.Count(p => _held.Contains(p.OptOut) && !_withdrawn.Contains(p.OptOut));

    /// <summary>Takes a row group of a submission.</summary>
    /// <param name="submission">The place of the submission in the canonical order.</param>
    /// <param name="firstPosition">How many rows of the submission came before.</param>
    /// <param name="rows">The rows.</param>
    public void Add(int submission, int firstPosition, SubmissionRows rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            Rows++;
            if (rows.Withdrawal[i] == WithdrawalState.Withdrawn)
            {
                OptOutRows++;
                continue;
            }

            if (rows.Withdrawal[i] != WithdrawalState.NotSaid && _held.Contains(rows.OptOut[i]))
                _answered.Add(rows.OptOut[i]);
            _people[rows.Person[i]] = new PersonVersion(submission, firstPosition + i, rows.OptOut[i]);
            if (!_families.TryGetValue(rows.Family[i], out var family))
                _families.Add(rows.Family[i], family = new FamilyGroup(rows.IsProgramme[i]));
            family.Add(rows.IsProgramme[i], rows.IndexDay[i]);
        }
    }

    /// <summary>Takes the opt-outs, reversals and doubtful ones of a submission, whether or not its rows are used.</summary>
    public void Add(OptOutMarks marks)
    {
        _optOuts.AddRange(marks.Withdrawn);
        _reversals.AddRange(marks.Reversed);
        _doubtful.AddRange(marks.Doubtful);
    }

    /// <summary>
    /// Ends a drop. Within one drop an opt-out beats a reversal, and a doubtful one beats a plain no: the cautious reading wins. A plain
    /// answer in a later drop ends a doubtful one.
    /// </summary>
    public void EndDrop()
    {
        _withdrawn.ExceptWith(_reversals);
        _withdrawn.UnionWith(_optOuts);
        _held.ExceptWith(_answered);
        _held.ExceptWith(_reversals);
        _held.ExceptWith(_optOuts);
        _held.UnionWith(_doubtful);
        _answered.Clear();
        _doubtful.Clear();
        _reversals.Clear();
        _optOuts.Clear();
    }

    /// <summary>The positions of the rows that stay, per submission.</summary>
    public IEnumerable<(int Submission, int Position)> InForce()
        => _people.Values.Where(p => !IsOut(p.OptOut)).Select(p => (p.Submission, p.Position));

    private bool IsOut(Reference optOut) => _withdrawn.Contains(optOut) || _held.Contains(optOut);

    public FamilyGroup Family(Reference family) => _families[family];

    private readonly record struct PersonVersion(int Submission, int Position, Reference OptOut);
}
