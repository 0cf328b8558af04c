using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Documents;

/// <summary><c>queries.sql</c>: questions that analysts ask first, for DuckDB in the release's folder.</summary>
internal static class Queries
{
    private static readonly (string Table, string Question, string Sql)[] All =
    [
        ("effects", "Main estimates over 24 months, largest first",
            """
            SELECT outcome, effect, ci_low, ci_high, p_value_adjusted, programme_people, comparison_people, flags
            FROM 'tables/effects.parquet'
            WHERE estimator = 'odds_weights' AND "window" = 'p1_24' AND symbol IS NULL
            ORDER BY abs(effect) DESC;
            """),
        ("effects", "Every estimator side by side for one window",
            """
            PIVOT (SELECT outcome, estimator, effect FROM 'tables/effects.parquet' WHERE "window" = 'p1_24')
            ON estimator USING first(effect) GROUP BY outcome;
            """),
        ("effects", "Event study: half-years against the last one before the index date",
            """
            SELECT outcome, "window", effect, ci_low, ci_high, pre_test_p_value, breakdown_magnitude, flags
            FROM 'tables/effects.parquet'
            WHERE estimator = 'event_study' AND symbol IS NULL
            ORDER BY outcome, "window" LIKE 'p%', "window";
            """),
        ("outcomes", "Share with each outcome by window and group",
            """
            SELECT outcome, "window", "group", people, events, events_share, coalesce(events_symbol, people_symbol) AS symbol
            FROM 'tables/outcomes.parquet'
            WHERE dimension = 'all'
            ORDER BY outcome, "window", "group";
            """),
        ("outcomes", "What is withheld, by dimension",
            """
            SELECT dimension, count(*) AS figures, count(*) FILTER (WHERE events_symbol = 'c') AS withheld
            FROM 'tables/outcomes.parquet'
            GROUP BY dimension;
            """),
        ("linkage_quality", "Match share and expected quality by department, group and age band",
            """
            SELECT department, "group", level AS age_band, people, match_share, expected_precision, expected_recall
            FROM 'tables/linkage_quality.parquet'
            WHERE dimension = 'age_band'
            ORDER BY department, "group", age_band;
            """),
        ("linkage_difference", "Was one group linked better than the other?",
            """
            SELECT department, figure, difference, ci_low, ci_high, p_value_adjusted
            FROM 'tables/linkage_difference.parquet'
            WHERE symbol IS NULL
            ORDER BY department, figure;
            """),
        ("balance", "Covariates that still differ after adjustment",
            """
            SELECT design, method, covariate, smd_before, smd_after
            FROM 'tables/balance.parquet'
            WHERE abs(smd_after) > 0.1
            ORDER BY abs(smd_after) DESC;
            """),
    ];

    public static string Of(ClearedRelease cleared, ReleaseFacts facts)
    {
        var queries = All.Where(q => cleared.Find(q.Table) is not null).Select(q => $"-- {q.Question}\n{q.Sql}\n").ToList();
        if (cleared.Microdata.Count > 1)
        {
            var outcome = cleared.Microdata[1].Name;
            queries.Add($"""
                -- Records: one outcome by group (accredited analysts; results need output checking before they leave)
                SELECT p."group", count(o.p1_24) AS people, avg(o.p1_24) AS mean
                FROM 'secure/people.parquet' p JOIN 'secure/{outcome}.parquet' o USING (person)
                GROUP BY p."group";

                """);
        }

        var mark = facts.Synthetic ? "-- Synthetic data: made-up people.\n" : "";
        return $"-- Release {facts.Release}. Run in this folder: duckdb -c \".read queries.sql\"\n{mark}\n{string.Join('\n', queries)}";
    }
}
