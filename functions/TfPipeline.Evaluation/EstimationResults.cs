namespace TfPipeline.Evaluation;

/// <summary>Effects with the designs that they name.</summary>
internal sealed record EstimationResults(IReadOnlyList<OutcomeEffect> Effects, IReadOnlyList<PropensityReport> Designs)
{
    /// <summary>Effects within subgroups.</summary>
    public IReadOnlyList<OutcomeSubgroups> Subgroups { get; init; } = [];

    public EstimationResults And(EstimationResults others) =>
        new([.. Effects, .. others.Effects], [.. Designs, .. others.Designs]) { Subgroups = [.. Subgroups, .. others.Subgroups] };

    /// <summary>Coefficients of the model behind each main estimate; without those that needed a ridge.</summary>
    public Dictionary<(string Outcome, string Window), IReadOnlyDictionary<string, double>> MainModels()
    {
        var models = Designs.Select(d => (d.Id, Start: d.AsStart())).Where(d => d.Start is not null).ToDictionary(d => d.Id, d => d.Start!, StringComparer.Ordinal);
        return Effects.Where(e => string.Equals(e.Estimator, Estimators.AttWeights, StringComparison.Ordinal) && e.Design is { } d && models.ContainsKey(d))
            .ToDictionary(e => (e.Outcome, e.Window), e => models[e.Design!]);
    }
}
