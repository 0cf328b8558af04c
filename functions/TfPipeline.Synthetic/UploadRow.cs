using System.Globalization;

namespace TfPipeline.Synthetic;

/// <summary>One row of a council's file, as text.</summary>
internal static class UploadRow
{
    private const int ClaimAfter = 30;

    public static readonly string[] Header =
    [
        "council_code", "family_id", "person_id", "forename", "surname", "sex", "date_of_birth", "postcode", "group", "index_date",
        "end_date", "upn", "nino", "crime_asb", "school_attendance", "children_need_help", "worklessness_finance", "domestic_abuse",
        "health", "claim_type", "claim_date", "withdrawn",
    ];

    public static string[] Make(SyntheticPerson person, UploadVersion version, DateOnly drop, ref Rng rng)
    {
        var family = person.Family;
        // A council knows of ends and claims up to the day of its drop.
        var ended = version.IsProgramme && rng.Chance(0.6) ? version.Index.AddDays(rng.Between(180, 540)) : (DateOnly?)null;
        var claimed = ended is not null && rng.Chance(0.6) && ended.Value.AddDays(ClaimAfter) <= drop;
        ended = ended <= drop ? ended : null;
        return
        [
            version.Gss, family.Id + version.Suffix, person.Id + version.Suffix, person.Forename, person.Surname,
            person.Sex == 'M' ? "Male" : "Female", Day(person.Born), version.Postcode ?? family.Postcode,
            version.IsProgramme ? "programme" : "comparison", Day(version.Index), ended is { } e ? Day(e) : "",
            person.UpnKnown ? person.Upn : "", person.NinoKnown ? person.Nino : "",
            .. family.Flags.Select(f => f ? "1" : "0"),
            claimed ? rng.Chance(0.8) ? "sustained_progress" : "continuous_employment" : "", claimed ? Day(ended!.Value.AddDays(ClaimAfter)) : "",
            version.Withdrawn ? "1" : "",
        ];
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What one council says of a family in one drop.</summary>
internal sealed record UploadVersion(string Gss, DateOnly Index, bool IsProgramme)
{
    /// <summary>Put behind the references where the same family is at a second council.</summary>
    public string Suffix { get; init; } = "";

    public string? Postcode { get; init; }

    public bool Withdrawn { get; init; }
}
