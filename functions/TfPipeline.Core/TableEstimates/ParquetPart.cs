using TfPipeline.Core.OutsideParquet;
using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>One column of one row group.</summary>
internal static class ParquetPart
{
    /// <exception cref="EvaluationInputException">The column is of a type that estimates know nothing of, or cannot be decoded.</exception>
    public static AnalysisColumn Read(OutsideRowGroup group, OutsideColumn column, string option)
    {
        try
        {
            return column.Kind switch
            {
                OutsideColumnKind.Text => AnalysisColumn.OfTexts(group.Texts(column)),
                OutsideColumnKind.Flag => AnalysisColumn.OfNumbers(Array.ConvertAll(group.Flags(column), v => v is { } flag ? (flag ? 1.0 : 0.0) : (double?)null)),
                OutsideColumnKind.Whole or OutsideColumnKind.UnsignedLong or OutsideColumnKind.Single or OutsideColumnKind.Double or OutsideColumnKind.Decimal =>
                    AnalysisColumn.OfNumbers(group.Numbers(column)),
                _ => throw new EvaluationInputException($"{option} names a column that is neither number, text nor yes/no"),
            };
        }
        catch (OutsideParquetException)
        {
            throw new EvaluationInputException($"{option} names a column that can't be read: it is damaged or encrypted, in an encoding or compression that isn't known, or holds what its type can't");
        }
    }

    public static AnalysisColumn Join(List<AnalysisColumn> parts) => parts switch
    {
        [] => AnalysisColumn.OfNumbers([]),
        [var only] => only,
        [{ Texts: not null }, ..] => AnalysisColumn.OfTexts([.. parts.SelectMany(p => p.Texts!)]),
        _ => AnalysisColumn.OfNumbers([.. parts.SelectMany(p => p.Numbers!)]),
    };
}
