namespace TfPipeline.Evaluation;

/// <summary>A fitted logistic regression of group on covariates.</summary>
public sealed class LogisticFit
{
    internal LogisticFit(DesignMatrix design, double[] coefficients, SymmetricFactor information, double[] fitted)
    {
        Design = design;
        Coefficients = coefficients;
        Information = information;
        Fitted = fitted;
        StandardErrors = [.. information.InverseDiagonal().Select(Math.Sqrt)];
        Aliased = [.. design.Names.Where((_, j) => information.Aliased[j])];
    }

    /// <summary>The covariates that the model was fitted on.</summary>
    public DesignMatrix Design { get; }

    /// <summary>Log-odds coefficients in the order of the design's names; zero for aliased columns.</summary>
    public double[] Coefficients { get; }

    /// <summary>Standard errors from the inverse information; not a number for aliased columns.</summary>
    public double[] StandardErrors { get; }

    /// <summary>Fitted probability of being on the programme, per unit.</summary>
    public double[] Fitted { get; }

    /// <summary>Log-likelihood at the coefficients, without penalty.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>Newton steps taken.</summary>
    public int Iterations { get; internal init; }

    /// <summary>Prior scale when separation made the ridge fallback necessary; <c>null</c> for a plain fit.</summary>
    public double? RidgePriorScale { get; internal init; }

    /// <summary>Names of columns that are combinations of earlier ones and were left out.</summary>
    public string[] Aliased { get; }

    internal SymmetricFactor Information { get; }
}
