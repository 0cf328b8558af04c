using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>First and last days of every person's windows, as day numbers: worked out once, looked up per event.</summary>
internal sealed class WindowDays
{
    private readonly int[] _from;
    private readonly int[] _until;
    private readonly int _windows = PanelWindow.All.Count;

    public WindowDays(DateOnly[] index)
    {
        _from = new int[index.Length * _windows];
        _until = new int[index.Length * _windows];
        for (var person = 0; person < index.Length; person++)
        {
            for (var w = 0; w < _windows; w++)
            {
                var (from, until) = PanelWindow.All[w].Days(index[person]);
                _from[(person * _windows) + w] = from.DayNumber;
                _until[(person * _windows) + w] = until.DayNumber;
            }
        }
    }

    /// <summary>First day of a window.</summary>
    public int From(int person, int window) => _from[(person * _windows) + window];

    /// <summary>First day after a window.</summary>
    public int Until(int person, int window) => _until[(person * _windows) + window];

    /// <summary>True when the window holds the day.</summary>
    public bool Holds(int person, int window, int day) => day >= From(person, window) && day < Until(person, window);
}
