using TfPipeline.Core.Cohort;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage.Reporting;

namespace TfPipeline.Core.DepartmentLinking;

/// <summary>The groups of a cohort that match rates are shown by.</summary>
public static class CohortGroups
{
    /// <summary>Group, council, age band at the index date, and sex.</summary>
    public static IReadOnlyList<GroupColumn> Of(CohortSnapshot cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var ages = cohort.DateOfBirth.Zip(cohort.IndexDate, Ages.On);
        return
        [
            new("group", Array.ConvertAll(cohort.IsProgramme, p => p ? "programme" : "comparison")),
            new("council", cohort.Gss),
            new("age band", [.. ages.Select(AgeBands.Released.Of)]),
            new("sex", Array.ConvertAll(cohort.Sex, SexText.Code)),
        ];
    }
}
