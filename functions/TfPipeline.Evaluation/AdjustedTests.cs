namespace TfPipeline.Evaluation;

/// <summary>Adjustment for many outcomes: per estimator, over all outcomes and windows that it was asked about.</summary>
internal static class AdjustedTests
{
    public static OutcomeEffect[] Adjust(OutcomeEffect[] effects)
    {
        var adjusted = (OutcomeEffect[])effects.Clone();
        foreach (var estimator in Estimators.All)
        {
            var places = Enumerable.Range(0, effects.Length)
                .Where(i => string.Equals(effects[i].Estimator, estimator, StringComparison.Ordinal) && effects[i].Estimate?.PValue is not null).ToArray();
            var values = MultipleTesting.BenjaminiHochberg([.. places.Select(i => effects[i].Estimate!.PValue!.Value)]);
            for (var k = 0; k < places.Length; k++)
            {
                var effect = effects[places[k]];
                adjusted[places[k]] = effect with { Estimate = effect.Estimate! with { AdjustedPValue = values[k] } };
            }
        }

        return adjusted;
    }
}
