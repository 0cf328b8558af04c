namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// What a whole extract looks like: how many records, how often each outcome, which codes in which year. Sums over everybody in the
/// extract, never by group, so that it says nothing about the effect that is to be estimated.
/// </summary>
/// <param name="Department">Department code.</param>
/// <param name="Delivery">The delivery's name.</param>
/// <param name="Records">Records of people.</param>
/// <param name="Outcomes">One entry for each outcome of the contract, in its order.</param>
/// <param name="Codes">One entry for each column with codes.</param>
public sealed record DeliveryProfile(string Department, string Delivery, long Records, IReadOnlyList<OutcomeProfile> Outcomes, IReadOnlyList<CodeProfile> Codes);

/// <summary>How often an outcome is in an extract.</summary>
/// <param name="Outcome">Its code.</param>
/// <param name="Whole">Over the whole coverage.</param>
/// <param name="Years">The same for each calendar year that is covered from its first day to its last, oldest first; of spells those that begin in it, per 1,000 records.</param>
public sealed record OutcomeProfile(string Outcome, OutcomeRate Whole, IReadOnlyList<YearRate> Years);

/// <summary>One calendar year of an outcome.</summary>
public sealed record YearRate(int Year, OutcomeRate Rate);

/// <summary>
/// A rate. Events: per 1,000 records and year. Spells: records in one on an average day, per 1,000. Shares: rows that reach the share, per
/// 1,000 rows. Results: the mean.
/// </summary>
/// <param name="Rows">Rows behind it: events, spells, rows that reach the share, or results.</param>
/// <param name="Exposure">What the rate is per, in its own unit: thousands of record years, of record days or of rows, or results.</param>
/// <param name="Rate">The rate; 0 where there is no exposure.</param>
public sealed record OutcomeRate(long Rows, double Exposure, double Rate);

/// <summary>How often each code of a column is there, by calendar year.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Years">Years that have a row, oldest first.</param>
public sealed record CodeProfile(string Table, string Column, IReadOnlyList<YearCodes> Years);

/// <summary>Rows of one calendar year by code, in the order of the contract's codes.</summary>
public sealed record YearCodes(int Year, IReadOnlyList<long> Rows);
