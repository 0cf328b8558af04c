namespace TfPipeline.Pseudonyms;

/// <summary>Values of dates by their digits. Those of people who may be alive, by far the most, have a place in an array.</summary>
internal sealed class DateIndex
{
    private const int FirstYear = 1880, Years = 170, Months = 12, Days = 31;

    // One more than the value, so that 0 is none.
    private readonly int[] _values = new int[Years * Months * Days];
    private readonly Dictionary<int, int> _others = [];

    public bool TryGet(int digits, out int value)
    {
        if (Place(digits) is not (>= 0 and var place))
            return _others.TryGetValue(digits, out value);
        value = _values[place] - 1;
        return value >= 0;
    }

    /// <summary>Adds a date that is not there.</summary>
    public void Add(int digits, int value)
    {
        if (Place(digits) is >= 0 and var place)
            _values[place] = value + 1;
        else
            _others.Add(digits, value);
    }

    /// <summary>−1 for a date without a place: of another time, or an impossible one.</summary>
    private static int Place(int digits)
    {
        var (year, month, day) = ((digits / 10_000) - FirstYear, (digits / 100 % 100) - 1, (digits % 100) - 1);
        return (uint)year < Years && (uint)month < Months && (uint)day < Days ? (((year * Months) + month) * Days) + day : -1;
    }
}
