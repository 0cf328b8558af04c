using TfPipeline.Disclosure;
using TfPipeline.Reports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Cleared figures in the form in which pages show them.</summary>
internal static class Figures
{
    public static CountFigure Count(long? value, string? symbol) => new(value, SymbolOf(symbol));

    public static ShareFigure Share(double? value, string? symbol) => new(value, SymbolOf(symbol));

    public static Symbol SymbolOf(string? symbol) => symbol switch
    {
        TableSymbols.Confidential => Symbol.Withheld,
        TableSymbols.NotApplicable => Symbol.NotApplicable,
        TableSymbols.NotAvailable => Symbol.NotAvailable,
        _ => Symbol.None,
    };
}
