using System.Globalization;

namespace TfPipeline.Disclosure;

/// <summary>
/// What a council can do with the records: it knows everything that it supplied about the families that it filed, which are council, group and every member's
/// sex, age and problem flags. A family is a correct unique match where exactly one released family fits what the council knows of it, whatever was generalised.
/// </summary>
internal sealed class InsiderRisk
{
    private readonly Microdata _data;
    private readonly FamilyClasses _classes;
    private readonly int[][] _members;
    private readonly string[] _known;
    private readonly bool[] _isBlank;
    private readonly Dictionary<(DetailLevel Level, bool Blank, string Key), int> _released = [];

    public InsiderRisk(Microdata data, FamilyClasses classes, int[][] members)
    {
        (_data, _classes, _members) = (data, classes, members);
        _isBlank = new bool[members.Length];
        var columns = data.Attributes.Where(t => t.Name == Microdata.PeopleFile).SelectMany(t => t.Columns)
            .Where(c => data.PossiblyKnown.Contains(c.Name, StringComparer.Ordinal)).Select(c => c.Values).ToList();
        _known = [.. Enumerable.Range(0, data.Family.Length).Select(p => string.Concat(columns.Select(c => c.GetValue(p) switch { true => "1", false => "0", null => "-", var v => $"{v};" })))];
        for (var f = 0; f < members.Length; f++)
            Count(f, +1);
    }

    /// <summary>Families whose further columns are left empty.</summary>
    public IReadOnlyList<bool> IsBlank => _isBlank;

    /// <summary>The largest share, over councils, of its filed families that a council matches correctly and uniquely.</summary>
    public double WorstCouncil => Shares().Select(s => (double?)s.Share).Max() ?? 0;

    /// <summary>
    /// Leaves the further columns of whole classes with matched families empty until no council's share is above the limit: then all k of the class fit
    /// each of its families. One family alone would still be the only one to fit. The order is of content, so that equal records give equal releases.
    /// </summary>
    public void Limit(double share)
    {
        var classes = Enumerable.Range(0, _members.Length).ToLookup(f => _classes.Class[f]);
        foreach (var (_, families, _) in Shares().Where(s => s.Share > share).ToList())
        {
            var allowed = (int)(share * families.Count);
            var matched = families.Where(IsMatched).OrderBy(f => Key(f, _classes.Level[f], blank: false), StringComparer.Ordinal).ToList();
            for (var i = 0; i < matched.Count && families.Count(IsMatched) > allowed; i++)
            {
                foreach (var alike in _isBlank[matched[i]] ? [] : classes[_classes.Class[matched[i]]])
                    Blank(alike);
            }
        }
    }

    private IEnumerable<(string Council, List<int> Families, double Share)> Shares()
        => Enumerable.Range(0, _members.Length).GroupBy(f => _data.Council[_members[f][0]], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.ToList(), (double)g.Count(IsMatched) / g.Count()));

    private bool IsMatched(int family)
    {
        if (_classes.Class[family] < 0)
            return false;
        var fit = 0;
        for (var level = DetailLevel.Full; level < DetailLevel.LeftOut && fit <= 1; level++)
        {
            fit += _released.GetValueOrDefault((level, true, Key(family, level, blank: true)));
            fit += _released.GetValueOrDefault((level, false, Key(family, level, blank: false)));
        }

        return fit == 1;
    }

    private void Blank(int family)
    {
        Count(family, -1);
        _isBlank[family] = true;
        Count(family, +1);
    }

    private void Count(int family, int by)
    {
        if (_classes.Class[family] < 0)
            return;
        var level = _classes.Level[family];
        var key = (level, _isBlank[family], Key(family, level, _isBlank[family]));
        _released[key] = _released.GetValueOrDefault(key) + by;
    }

    private string Key(int family, DetailLevel level, bool blank)
    {
        var members = _members[family];
        var people = Array.ConvertAll(members, p => FamilyClasses.Detail(_data, p, level) + (blank ? "" : "/" + _known[p]));
        Array.Sort(people, StringComparer.Ordinal);
        var council = level <= DetailLevel.CouncilAndAgeGroups ? _data.Council[members[0]] : "";
        return $"{council}|{(_data.IsProgramme[members[0]] ? 'p' : 'c')}|{members.Length.ToString(CultureInfo.InvariantCulture)}|{string.Join('|', people)}";
    }
}
