using System.Text.Json;
using System.Text.Json.Serialization;

namespace TfPipeline.Disclosure;

/// <summary>
/// The thresholds of disclosure control. They belong to a named owner and are versioned; a release states the version and
/// the method, never the parameters. Defaults follow the rules in common use for restricted administrative data
/// (minimum count 10, dominance (2, 90 %) and p % 10, ten residual degrees of freedom, rounding to 5, zeros disclosive).
/// </summary>
public sealed record DisclosurePolicy
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<DisclosureMethod>() },
    };

    /// <summary>Who decides on these thresholds: a role, not a person.</summary>
    public required string Owner { get; init; }

    /// <summary>The version of this policy, printed in every release.</summary>
    public required string Version { get; init; }

    /// <summary>How counts are protected.</summary>
    public DisclosureMethod Method { get; init; } = DisclosureMethod.Rounding;

    /// <summary>Counts of people below this are withheld.</summary>
    public int MinimumCount { get; init; } = 10;

    /// <summary>The least span, in people, that an attacker's feasible interval for a withheld count may have.</summary>
    public int ProtectionWidth { get; init; } = 10;

    /// <summary>
    /// How far above the true count, in people, the feasible interval must reach (upper protection level); 0 asks for the width only. With the width alone an
    /// interval from 0 to the width may end just above a small count, and tell that it is small.
    /// </summary>
    public int UpperProtection { get; init; }

    /// <summary>How far below the true count the interval must reach, in people and at most to zero (lower protection level); 0 asks for the width only.</summary>
    public int LowerProtection { get; init; }

    /// <summary>The base that counts are rounded to under <see cref="DisclosureMethod.Rounding"/>.</summary>
    public int RoundingBase { get; init; } = 5;

    /// <summary>p of the p % rule, in percent: people outside the two largest families must exceed this share of the largest family.</summary>
    public double DominancePercent { get; init; } = 10;

    /// <summary>n of the (n, k) rule, in families: 1 or 2.</summary>
    public int DominanceFamilies { get; init; } = 2;

    /// <summary>k of the (n, k) rule, in percent of a cell that n families may hold together.</summary>
    public double DominanceShare { get; init; } = 90;

    /// <summary>The least residual degrees of freedom of a released estimate.</summary>
    public int MinimumResidualDegreesOfFreedom { get; init; } = 10;

    /// <summary>True where a zero is disclosive and is treated like any other small count.</summary>
    public bool ZerosAreDisclosive { get; init; } = true;

    /// <summary>Families that must share each combination of quasi-identifiers in the microdata.</summary>
    public int MicrodataFamilies { get; init; } = 5;

    /// <summary>
    /// The largest part of the families that a council filed which it may match correctly and uniquely in the records, knowing everything that it supplied;
    /// 1 sets no limit. Problem flags are left empty until no council is above it, which costs precision of estimates made from the records.
    /// </summary>
    public double InsiderShare { get; init; } = 1;

    /// <summary>The policy used where none is configured.</summary>
    public static DisclosurePolicy Default { get; } = new()
    {
        Owner = "Head of Statistics, programme evaluation",
        Version = "1.0",
    };

    /// <summary>The base that published counts are multiples of: 1 where the method shows exact counts.</summary>
    [JsonIgnore]
    public int PublishedBase => Method == DisclosureMethod.Rounding ? RoundingBase : 1;

    /// <summary>Reads a policy from JSON; properties left out keep their default, unknown ones are refused.</summary>
    /// <exception cref="DisclosurePolicyException">The text is not such JSON, or the policy breaks a rule of <see cref="Validate"/>.</exception>
    public static DisclosurePolicy Parse(string json)
    {
        try
        {
            return (JsonSerializer.Deserialize<DisclosurePolicy>(json, Format)
                ?? throw new DisclosurePolicyException(["The policy is empty."])).Validated();
        }
        catch (JsonException)
        {
            throw new DisclosurePolicyException(["The policy is not JSON with the documented properties (docs/methods/disclosure.md lists them)."]);
        }
    }

    /// <summary>This policy, or an exception that names every broken rule.</summary>
    /// <exception cref="DisclosurePolicyException">At least one rule is broken.</exception>
    public DisclosurePolicy Validated()
        => Validate() is { Count: > 0 } faults ? throw new DisclosurePolicyException(faults) : this;

    /// <summary>Every rule that this policy breaks, with the limit; empty when it is sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        Check(!string.IsNullOrWhiteSpace(Owner), "Owner is empty: name the role that decides on the thresholds.");
        Check(!string.IsNullOrWhiteSpace(Version), "Version is empty.");
        Check(Enum.IsDefined(Method), "Method is neither Rounding nor Suppression.");
        Check(MinimumCount is >= 3 and <= 1000, "MinimumCount is outside 3 to 1000.");
        Check(ProtectionWidth >= 2 && ProtectionWidth <= MinimumCount, "ProtectionWidth is outside 2 to MinimumCount.");
        Check(UpperProtection is >= 0 and <= 1000, "UpperProtection is outside 0 to 1000.");
        Check(LowerProtection is >= 0 and <= 1000, "LowerProtection is outside 0 to 1000.");
        Check(RoundingBase >= 2 && RoundingBase <= MinimumCount, "RoundingBase is outside 2 to MinimumCount.");
        Check(DominancePercent is >= 0 and <= 100, "DominancePercent is outside 0 to 100.");
        Check(DominanceFamilies is 1 or 2, "DominanceFamilies is neither 1 nor 2.");
        Check(DominanceShare is > 0 and <= 100, "DominanceShare is outside 0 to 100.");
        Check(MinimumResidualDegreesOfFreedom >= 1, "MinimumResidualDegreesOfFreedom is below 1.");
        Check(MicrodataFamilies is >= 3 and <= 1000, "MicrodataFamilies is outside 3 to 1000.");
        Check(InsiderShare is > 0 and <= 1, "InsiderShare is outside 0 (exclusive) to 1.");
        return faults;

        void Check(bool holds, string fault)
        {
            if (!holds)
                faults.Add(fault);
        }
    }
}
