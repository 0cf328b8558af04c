namespace TfPipeline.Evaluation;

/// <summary>
/// E-values of VanderWeele and Ding (Annals of Internal Medicine 167, 2017), equation (11): the smallest risk ratio that an unobserved
/// confounder must have with both the group and the outcome, beyond the covariates, to explain an observed ratio.
/// </summary>
internal static class Sensitivity
{
    public static double EValue(double ratio)
    {
        var above = ratio >= 1 ? ratio : 1 / ratio;
        return above + Math.Sqrt(above * (above - 1));
    }

    public static double EValueOfLimit(double low, double high)
    {
        if (low <= 1 && high >= 1)
            return 1;
        return EValue(low > 1 ? low : high);
    }
}
