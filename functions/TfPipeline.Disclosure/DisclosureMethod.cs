namespace TfPipeline.Disclosure;

/// <summary>How one linked set of tables is protected. A set never mixes the two: a reader could subtract one from the other.</summary>
public enum DisclosureMethod
{
    /// <summary>Small leaves are withheld; every other count, totals too, is rounded on its own from its true value.</summary>
    Rounding,

    /// <summary>Small leaves and enough others are withheld; what is shown is exact.</summary>
    Suppression,
}
