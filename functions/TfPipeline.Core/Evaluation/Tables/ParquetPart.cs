using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Evaluation.Tables;

/// <summary>One column of one row group.</summary>
internal static class ParquetPart
{
    public static async Task<AnalysisColumn> ReadAsync(ParquetRowGroupReader group, DataField field, string option, CancellationToken cancellationToken)
    {
        var rows = checked((int)group.RowCount);
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory(), cancellationToken: cancellationToken);
            return AnalysisColumn.OfTexts(texts);
        }

        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await NumbersAsync<double>(v => v),
            TypeCode.Single => await NumbersAsync<float>(v => v),
            TypeCode.Decimal => await NumbersAsync<decimal>(v => (double)v),
            TypeCode.Int64 => await NumbersAsync<long>(v => v),
            TypeCode.Int32 => await NumbersAsync<int>(v => v),
            TypeCode.Int16 => await NumbersAsync<short>(v => v),
            TypeCode.Byte => await NumbersAsync<byte>(v => v),
            TypeCode.Boolean => await NumbersAsync<bool>(v => v ? 1 : 0),
            _ => throw new EvaluationInputException($"{option} names a column that is neither number, text nor yes/no"),
        };

        async Task<AnalysisColumn> NumbersAsync<T>(Func<T, double> convert)
            where T : struct
        {
            var values = new T?[rows];
            await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellationToken);
            return AnalysisColumn.OfNumbers(Array.ConvertAll(values, v => v is { } value ? convert(value) : (double?)null));
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
