namespace TfPipeline.Evaluation;

/// <summary>What the outcome of people in comparison is on average given covariates, with its prediction for everyone.</summary>
internal sealed class OutcomeModel
{
    private readonly bool _isEvent;

    private OutcomeModel(double[] fitted, LogisticFit? equations, bool isEvent) => (Fitted, Equations, _isEvent) = (fitted, equations, isEvent);

    /// <summary>Expected outcome without the programme, per unit of either group.</summary>
    public double[] Fitted { get; }

    /// <summary>The fitted model; null where everyone in comparison has one value, which then is the prediction.</summary>
    public LogisticFit? Equations { get; }

    public static OutcomeModel Fit(LogisticFit propensity, bool[] treated, double[] outcome)
    {
        var first = outcome[Array.IndexOf(treated, false)];
        if (Enumerable.Range(0, outcome.Length).All(i => treated[i] || outcome[i] == first))
            return new OutcomeModel(Array.ConvertAll(outcome, _ => first), null, isEvent: false);
        var isEvent = Array.TrueForAll(outcome, y => y is 0 or 1);
        var models = propensity.InComparison(treated);
        var fit = isEvent ? models.Event(u => outcome[u] == 1) : models.Amount(outcome);
        return new OutcomeModel(fit.Fitted, fit, isEvent);
    }

    /// <summary>How a unit's prediction moves with its linear predictor.</summary>
    public double Slope(int unit) => _isEvent ? Fitted[unit] * (1 - Fitted[unit]) : 1;
}
