namespace TfPipeline.Linkage;

/// <summary>Everything that a department's linkage leaves for the panel.</summary>
/// <param name="Links">The links.</param>
/// <param name="WithoutNumbers">The links of a second fit that takes National Insurance and unique pupil numbers as missing everywhere.</param>
/// <param name="Uncertain">Pairs whose probability is neither near 0 nor near 1.</param>
public sealed record DepartmentLinkSets(LinkTable Links, LinkTable WithoutNumbers, UncertainPairs Uncertain);
