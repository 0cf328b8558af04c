using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Release.Proposals;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>What was found in the departments' data.</summary>
internal static class DataQualityMapper
{
    /// <summary>Null where the release has no such table and nothing was accepted.</summary>
    public static DataQualityModel? Map(ReportFigures figures)
    {
        var accepted = figures.Facts.Departments.Where(d => d.AcceptedBecause is not null)
            .Select(d => new AcceptedDelivery(d.Title, d.Departures, d.AcceptedBecause!)).ToList();
        if (figures.Cleared.Find(ReleaseProposal.DataQuality) is not { Rows: > 0 } table)
            return accepted.Count == 0 ? null : new DataQualityModel([], accepted);
        var rules = Enumerable.Range(0, table.Rows).Select(r => new QualityLine(
            figures.Facts.DepartmentTitle(table.Texts("department")[r]!),
            DeliveryQuality.Words(table.Texts("rule")[r]!),
            Figures.Count(table.Longs("misfits")[r], table.Texts("misfits_symbol")[r]),
            Figures.Count(table.Longs("values")[r], table.Texts("values_symbol")[r]),
            Figures.Share(table.Doubles("share")[r], table.Texts("misfits_symbol")[r] ?? table.Texts("values_symbol")[r])));
        return new DataQualityModel([.. rules], accepted);
    }
}
