namespace TfPipeline.Evaluation;

/// <summary>The data given to an estimator cannot be analysed. The text names place and remedy, never a value of a person.</summary>
public sealed class EvaluationInputException : Exception
{
    /// <summary>Makes the exception with a text that is safe to print.</summary>
    public EvaluationInputException(string message)
        : base(message)
    {
    }
}
