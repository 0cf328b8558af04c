using System.Globalization;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>What a delivery must keep.</summary>
public enum DeliveryRule
{
    /// <summary>There is a contract for the department.</summary>
    ContractKnown,

    /// <summary>There is a delivery with a manifest.</summary>
    DeliveryComplete,

    /// <summary>The manifest is JSON of the agreed form.</summary>
    ManifestReadable,

    /// <summary>The manifest is about this department and this delivery.</summary>
    ManifestBelongs,

    /// <summary>File names are of the form table-number.parquet, each once.</summary>
    FileNameForm,

    /// <summary>Every file is of a table of the contract.</summary>
    TableKnown,

    /// <summary>Every table of the contract, and people, has a file.</summary>
    TablePresent,

    /// <summary>Every file of the manifest is there.</summary>
    FilePresent,

    /// <summary>Every file can be scanned for malware: a block blob of at most <see cref="Storage.BlobEntry.LargestScanned"/> bytes.</summary>
    FileScannable,

    /// <summary>Every outcome has one coverage entry, and no other outcome has.</summary>
    CoverageComplete,

    /// <summary>Coverage does not end before it starts.</summary>
    CoverageOrdered,

    /// <summary>The file's SHA-256 is the manifest's.</summary>
    HashEqual,

    /// <summary>The file is Parquet that can be read.</summary>
    ParquetReadable,

    /// <summary>The file has the contract's columns.</summary>
    ColumnPresent,

    /// <summary>The file has each of the contract's columns once.</summary>
    ColumnOnce,

    /// <summary>The column's type fits the contract.</summary>
    ColumnTypeFits,

    /// <summary>The column can be decoded: its encoding and compression are known, it is not encrypted, and every value is one of its type.</summary>
    ColumnReadable,

    /// <summary>The file has as many rows as the manifest says.</summary>
    RowsEqual,

    /// <summary>No row group has more than <see cref="DeliveryCheck.LargestRowGroup"/> rows: one is in memory at a time.</summary>
    RowGroupSize,

    /// <summary>Every row has a record id.</summary>
    RecordIdPresent,

    /// <summary>Every record has one row of people: an id that is there twice makes two people of one.</summary>
    RecordOnce,

    /// <summary>Every row of another table belongs to a record of people.</summary>
    RecordKnown,

    /// <summary>The contract's key of a table is never in two rows.</summary>
    RowOnce,

    /// <summary>Values are there as often as the contract says.</summary>
    ValuePresent,

    /// <summary>A column that may be empty has a value in at least one row; without any, nothing can be made of it.</summary>
    ColumnFilled,

    /// <summary>Values are among the contract's codes.</summary>
    CodeKnown,

    /// <summary>Values are within the contract's range.</summary>
    ValueInRange,

    /// <summary>The mean is where the contract says: elsewhere the unit is another.</summary>
    MeanUsual,

    /// <summary>Dates are days: no value has a time of day.</summary>
    DateWithoutTime,

    /// <summary>A date is not before the one that the contract names.</summary>
    DatesInOrder,

    /// <summary>A number is not above the one that the contract names.</summary>
    NumbersInOrder,

    /// <summary>An identifier can be read as one.</summary>
    IdentifierReadable,

    /// <summary>A table has rows where people have many.</summary>
    TableFilled,

    /// <summary>The days that the manifest says are covered are days of which the table holds rows.</summary>
    CoverageHeld,

    /// <summary>The codes that an outcome counts are found all over its coverage.</summary>
    CodesSteady,

    /// <summary>No newer delivery lies there without a manifest.</summary>
    NewestTaken,

    /// <summary>An outcome's rate over the whole extract is within the contract's band.</summary>
    RateUsual,

    /// <summary>An outcome's rate over the whole extract is near that of the delivery before.</summary>
    RateAsBefore,

    /// <summary>An outcome's rate is in each year of the coverage near those of the other years, or near the same year's of the delivery before.</summary>
    YearsSteady,

    /// <summary>A code's share of rows is in each year near that of the other years, or near the same year's of the delivery before.</summary>
    CodeSharesSteady,

    /// <summary>There are about as many records as in the delivery before.</summary>
    RecordsAsBefore,

    /// <summary>No day has more of a table's rows than the contract says.</summary>
    DaysSpread,

    /// <summary>Reading the delivery does not end the process; see <see cref="DeliveryAttempts"/>.</summary>
    ProcessSurvives,
}

/// <summary>The rules' texts.</summary>
internal static class DeliveryRules
{
    public static string Problem(DeliveryRule rule) => rule switch
    {
        DeliveryRule.ContractKnown => "there is no contract for this department.",
        DeliveryRule.DeliveryComplete => "there is no delivery with a manifest.json.",
        DeliveryRule.ManifestReadable => "manifest.json is not JSON of the agreed form.",
        DeliveryRule.ManifestBelongs => "manifest.json names another department or delivery than the folder it is in.",
        DeliveryRule.FileNameForm => "a file name in manifest.json is not of the form table-0001.parquet, or is there twice.",
        DeliveryRule.TableKnown => "it belongs to a table that the contract lacks.",
        DeliveryRule.TablePresent => "a table of the contract has no file.",
        DeliveryRule.FilePresent => "manifest.json lists it, but it is not there.",
        DeliveryRule.FileScannable => "it is larger than 2 GB or no block blob, so it is not scanned for malware and never read.",
        DeliveryRule.CoverageComplete => "manifest.json does not give coverage exactly once for each outcome of the contract.",
        DeliveryRule.CoverageOrdered => "coverage of an outcome ends before it starts.",
        DeliveryRule.HashEqual => "its SHA-256 is not the manifest's.",
        DeliveryRule.ParquetReadable => "it cannot be read as Parquet.",
        DeliveryRule.ColumnPresent => "the column is missing.",
        DeliveryRule.ColumnOnce => "the file has the column more than once.",
        DeliveryRule.ColumnTypeFits => "the column's type does not fit the contract.",
        DeliveryRule.ColumnReadable => "the column cannot be read: it is damaged or encrypted, in an encoding or compression that is not known, or holds what its type cannot.",
        DeliveryRule.RowsEqual => "it has another number of rows than the manifest says.",
        DeliveryRule.RowGroupSize => string.Create(CultureInfo.InvariantCulture, $"it has more than {DeliveryCheck.LargestRowGroup:N0} rows."),
        DeliveryRule.RecordIdPresent => "a row has no record id.",
        DeliveryRule.RecordOnce => "a record id is in several rows of people.",
        DeliveryRule.RecordKnown => "the record is no record of people.",
        DeliveryRule.RowOnce => "a row of the same record and key is there already.",
        DeliveryRule.ValuePresent => "there is no value.",
        DeliveryRule.ColumnFilled => "no row has a value.",
        DeliveryRule.CodeKnown => "the value is not one of the contract's codes.",
        DeliveryRule.ValueInRange => "the value is outside the contract's range.",
        DeliveryRule.MeanUsual => "the mean is outside the contract's band, as with another unit.",
        DeliveryRule.DateWithoutTime => "the column's values have a time of day, so that the day depends on a time zone.",
        DeliveryRule.DatesInOrder => "the date is before the one that it must follow.",
        DeliveryRule.NumbersInOrder => "the number is above the one that bounds it.",
        DeliveryRule.IdentifierReadable => "the value cannot be read as such an identifier.",
        DeliveryRule.TableFilled => "the table has no row although there are many people.",
        DeliveryRule.CoverageHeld => "manifest.json says that days are covered for which the column has no date over many months.",
        DeliveryRule.CodesSteady => "codes that an outcome counts are missing over many months of its coverage.",
        DeliveryRule.RateUsual => "the rate over the whole extract is outside the contract's band.",
        DeliveryRule.RateAsBefore => "the rate over the whole extract is far from that of the delivery before.",
        DeliveryRule.YearsSteady => "the rate of a year is far from that of the other years or of the same year in the delivery before.",
        DeliveryRule.CodeSharesSteady => "a code's share of a year's rows is far from that of the other years or of the same year in the delivery before.",
        DeliveryRule.DaysSpread => "many rows have one and the same day, as where a day stands for none that is known.",
        DeliveryRule.RecordsAsBefore => "the number of records is far from that of the delivery before.",
        DeliveryRule.NewestTaken => "a newer delivery has no manifest.json and was passed over.",
        DeliveryRule.ProcessSurvives => string.Create(CultureInfo.InvariantCulture, $"reading it ended the process {DeliveryAttempts.Most} times."),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public static string Remedy(DeliveryRule rule) => rule switch
    {
        DeliveryRule.ContractKnown => "Add a contract file, or correct the department's folder.",
        DeliveryRule.DeliveryComplete => "Deliver the files and write manifest.json last.",
        DeliveryRule.ManifestReadable or DeliveryRule.ManifestBelongs or DeliveryRule.FileNameForm or DeliveryRule.CoverageComplete
            or DeliveryRule.CoverageOrdered => "Correct the manifest and deliver under a new name.",
        DeliveryRule.FilePresent or DeliveryRule.HashEqual => "The transfer was incomplete or the file was changed: deliver again under a new name.",
        DeliveryRule.TableKnown or DeliveryRule.TablePresent => "Deliver one or more files for each table of the contract, and no others, under a new name.",
        DeliveryRule.RecordKnown => "Write record ids in both tables in one form and deliver under a new name.",
        DeliveryRule.DateWithoutTime => "Deliver it as DATE, under a new name.",
        DeliveryRule.CoverageHeld => "Correct the coverage in the manifest, or deliver the missing rows, under a new name.",
        DeliveryRule.DaysSpread => "Look whether the day is a default or that of a load; leave out what is not known.",
        DeliveryRule.CodesSteady or DeliveryRule.CodeSharesSteady => "Look whether codes were changed over time.",
        DeliveryRule.RateUsual or DeliveryRule.RateAsBefore or DeliveryRule.YearsSteady or DeliveryRule.RecordsAsBefore => "Look whether rows, years or kinds of cases are missing or doubled.",
        DeliveryRule.NewestTaken => "Write its manifest.json last if it is complete.",
        DeliveryRule.ProcessSurvives => "If the process was stopped from outside, start another run; else make the files again and deliver under a new name.",
        DeliveryRule.RowGroupSize => "Write smaller row groups and deliver under a new name.",
        DeliveryRule.FileScannable => "Split it into smaller files, put each as a block blob, and deliver under a new name.",
        _ => "Make the file again as the contract says and deliver under a new name.",
    };
}
