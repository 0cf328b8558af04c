using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>What a comparison needs of one person first, in one cache line: exact tokens and where the rest is.</summary>
internal struct PersonRow
{
    public ulong Forename;
    public ulong Surname;
    public ulong BirthDate;
    public ulong Postcode;
    public ulong Sex;
    public int ForenameValue;
    public int SurnameValue;
    public int BirthDateValue;
    public int PostcodeValue;
    public ulong Spare;

    public static PersonRow[] Of(TokenTable table)
    {
        var rows = new PersonRow[table.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            row.ForenameValue = table.Forename[i];
            row.SurnameValue = table.Surname[i];
            row.BirthDateValue = table.BirthDate[i];
            row.PostcodeValue = table.Postcode[i];
            row.Forename = Exact(table.Names, row.ForenameValue);
            row.Surname = Exact(table.Names, row.SurnameValue);
            row.BirthDate = Exact(table.Dates, row.BirthDateValue);
            row.Postcode = Exact(table.Postcodes, row.PostcodeValue);
            row.Sex = table.Sex[i];
        }

        return rows;
    }

    private static ulong Exact(ValueTable values, int value) => value < 0 ? 0 : values.Token(value, 0);
}
