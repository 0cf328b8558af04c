namespace TfPipeline.Core.Evaluation;

/// <summary>Effects with the designs that they name.</summary>
internal sealed record EstimationResults(IReadOnlyList<OutcomeEffect> Effects, IReadOnlyList<DesignReport> Designs)
{
    public EstimationResults And(EstimationResults others) => new([.. Effects, .. others.Effects], [.. Designs, .. others.Designs]);
}
