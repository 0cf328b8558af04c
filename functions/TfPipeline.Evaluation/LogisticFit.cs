namespace TfPipeline.Evaluation;

/// <summary>A fitted logistic regression of group on covariates.</summary>
public sealed class LogisticFit
{
    private readonly CentredDesign _centred;
    private ComparisonModels? _inComparison;

    /// <param name="design">The covariates as given.</param>
    /// <param name="centred">The same with columns far from zero moved to it: what was fitted.</param>
    /// <param name="coefficients">Coefficients on the centred covariates.</param>
    /// <param name="information">Information on the centred covariates.</param>
    /// <param name="fitted">Fitted probabilities.</param>
    internal LogisticFit(DesignMatrix design, CentredDesign centred, double[] coefficients, SymmetricFactor information, double[] fitted)
    {
        Design = design;
        _centred = centred;
        Coefficients = centred.OnGivenScale(coefficients);
        Information = information;
        Fitted = fitted;
        StandardErrors = centred.StandardErrors(information);
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

    /// <summary>The covariates that <see cref="Information"/> is about; they span what <see cref="Design"/> spans.</summary>
    internal DesignMatrix Centred => _centred.Matrix;

    internal SymmetricFactor Information { get; }

    /// <summary>Models in the comparison group on the same covariates. They are kept for the next outcome of the same groups.</summary>
    internal ComparisonModels InComparison(bool[] treated)
    {
        if (_inComparison is not { } known || !known.IsOf(treated))
            _inComparison = known = new ComparisonModels(Design, _centred, treated);
        return known;
    }
}
