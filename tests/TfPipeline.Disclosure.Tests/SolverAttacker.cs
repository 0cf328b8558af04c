using Google.OrTools.Sat;

namespace TfPipeline.Disclosure.Tests;

/// <summary>
/// An attacker with a constraint solver (CP-SAT of OR-Tools) who has the published rows, the method and the policy, and nothing of the
/// code under test. Each true count is a whole number that may be anything; the table says what adds up and what no number can exceed.
/// </summary>
internal sealed class SolverAttacker
{
    private readonly IReadOnlyList<PublishedRow> _rows;
    private readonly DisclosurePolicy _policy;
    private readonly (string Cumulative, string[] Parts)? _windows;
    private readonly long _most;

    /// <param name="rows">The published rows of one measure and group.</param>
    /// <param name="policy">The policy that they were protected by.</param>
    /// <param name="windows">The window that covers others, and those.</param>
    /// <param name="most">What stands for "no limit is known".</param>
    public SolverAttacker(IReadOnlyList<PublishedRow> rows, DisclosurePolicy policy, (string Cumulative, string[] Parts)? windows, long most)
        => (_rows, _policy, _windows, _most) = (rows, policy, windows, most);

    /// <summary>The least and the greatest count that fits everything published.</summary>
    public (long Low, long High) Interval(PublishedRow row, Counted counted) => (Solve(row, counted, isLeast: true), Solve(row, counted, isLeast: false));

    private long Solve(PublishedRow row, Counted counted, bool isLeast)
    {
        var model = new CpModel();
        var cells = _rows.ToDictionary(r => r, r => new[] { Variable(model, r.People), Variable(model, r.Events), Variable(model, null) });
        foreach (var parts in cells.Values)
            model.Add(parts[(int)Counted.Events] + parts[(int)Counted.Others] == parts[(int)Counted.People]);
        AddMargins(model, cells);
        AddWindows(model, cells);
        var asked = cells[row][(int)counted];
        if (isLeast)
            model.Minimize(asked);
        else
            model.Maximize(asked);
        var solver = new CpSolver { StringParameters = "num_workers:1,random_seed:1" };
        var status = solver.Solve(model);
        if (status != CpSolverStatus.Optimal)
            throw new InvalidOperationException($"The solver ended with {status}: the published table contradicts itself, or it is too large.");
        return solver.Value(asked);
    }

    private IntVar Variable(CpModel model, long? published)
    {
        if (published is null)
            return model.NewIntVar(0, _most, "");
        if (published == 0)
            return model.NewIntVar(0, 0, "");
        var reach = _policy.Method == DisclosureMethod.Suppression ? 0 : _policy.RoundingBase;
        var fits = Enumerable.Range((int)published - reach, (2 * reach) + 1).Where(x => x >= _policy.MinimumCount && (reach == 0 || Nearest(x, reach) == published)).ToList();
        return model.NewIntVar(fits.Min(), fits.Max(), "");
    }

    private static long Nearest(int count, int toBase) => (long)Math.Floor((count / (double)toBase) + 0.5) * toBase;

    private static void AddMargins(CpModel model, Dictionary<PublishedRow, IntVar[]> cells)
    {
        foreach (var window in cells.Keys.GroupBy(r => r.Window))
        {
            var total = cells[window.Single(r => r.IsTotal)];
            foreach (var dimension in window.Where(r => !r.IsTotal).GroupBy(r => r.Dimension))
            {
                foreach (var counted in Enum.GetValues<Counted>())
                    model.Add(LinearExpr.Sum(dimension.Select(r => cells[r][(int)counted])) == total[(int)counted]);
            }
        }
    }

    // Who has the event in a part has it in the whole; who has it in the whole has it in some part; who is counted in the whole is in each part.
    private void AddWindows(CpModel model, Dictionary<PublishedRow, IntVar[]> cells)
    {
        if (_windows is not { } windows)
            return;
        foreach (var whole in cells.Keys.Where(r => r.Window == windows.Cumulative))
        {
            var parts = cells.Keys.Where(r => windows.Parts.Contains(r.Window) && (r.Dimension, r.Level) == (whole.Dimension, whole.Level)).Select(r => cells[r]).ToList();
            foreach (var part in parts)
            {
                model.Add(part[(int)Counted.Events] <= cells[whole][(int)Counted.Events]);
                model.Add(cells[whole][(int)Counted.People] <= part[(int)Counted.People]);
            }

            model.Add(cells[whole][(int)Counted.Events] <= LinearExpr.Sum(parts.Select(p => p[(int)Counted.Events])));
        }
    }
}
