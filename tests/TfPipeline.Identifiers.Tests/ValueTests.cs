namespace TfPipeline.Identifiers.Tests;

[Trait("tier", "unit")]
public class ValueTests
{
    [Theory]
    [InlineData("sw1a 1aa", "SW1A1AA", "SW1A", "SW1A1", "SW")]
    [InlineData("M1 1AE", "M11AE", "M1", "M11", "M")]
    [InlineData("DN55 1PT", "DN551PT", "DN55", "DN551", "DN")]
    [InlineData("W1A-0AX", "W1A0AX", "W1A", "W1A0", "W")]
    [InlineData("gir 0aa", "GIR0AA", "GIR", "GIR0", "GI")]
    public void Splits_a_postcode(string text, string compact, string district, string sector, string area)
    {
        Assert.True(Postcode.TryParse(text, out var postcode));
        Assert.Equal((compact, district, sector, area), (postcode.Compact, postcode.District, postcode.Sector, postcode.Area));
        Assert.DoesNotContain(compact, postcode.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QA1 1AA")]
    [InlineData("A1 1CA")]
    [InlineData("AI1 1AA")]
    [InlineData("AAA 1AA")]
    [InlineData("1AA 1AA")]
    [InlineData("SW1A 1A")]
    [InlineData("BFPO 12")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_UK_postcode(string? text) => Assert.False(Postcode.TryParse(text, out _));

    [Theory]
    [InlineData("ZZ99 3VZ", true)]
    [InlineData("NF1 1NF", true)]
    [InlineData("SW1A 1AA", false)]
    public void Knows_placeholder_postcodes(string text, bool expected)
        => Assert.Equal(expected, Postcode.TryParse(text, out var postcode) && postcode.IsPlaceholder);

    [Theory]
    [InlineData("B801200005001", true, false)]
    [InlineData("M80120000500A", true, true)]
    [InlineData("P207000016049", true, false)]
    [InlineData("Q207000016049", false, false)]
    [InlineData("B80120000500I", false, false)]
    [InlineData("B80120000500", false, false)]
    [InlineData("", false, false)]
    public void Checks_the_check_letter_of_a_pupil_number(string text, bool valid, bool temporary)
        => Assert.Equal((valid, temporary), (Upn.TryParse(text, out var upn), valid && upn.IsTemporary));

    [Theory]
    [InlineData("AB 12 34 56 C", "AB123456")]
    [InlineData("ab123456", "AB123456")]
    [InlineData("OO123456A", "OO123456")]
    [InlineData("AO123456A", null)]
    [InlineData("BG123456A", null)]
    [InlineData("QQ123456C", null)]
    [InlineData("AB123456E", null)]
    [InlineData("AB12345C", null)]
    public void Checks_the_form_of_an_insurance_number(string text, string? value)
        => Assert.Equal(value, Nino.TryParse(text, out var nino) ? nino.Value : null);

    [Theory]
    [InlineData("Robert", "R163")]
    [InlineData("Rupert", "R163")]
    [InlineData("Ashcraft", "A261")]
    [InlineData("Tymczak", "T522")]
    [InlineData("Pfister", "P236")]
    [InlineData("Honeyman", "H555")]
    [InlineData("Lee", "L000")]
    public void Soundex_gives_the_archive_s_codes(string name, string code)
        => Assert.Equal(code, Soundex.Encode(name.ToUpperInvariant()));

    [Theory]
    [InlineData("  mary-Jane ", "MARY JANE")]
    [InlineData("Dr. José", "JOSE")]
    [InlineData("O’Neill", "ONEILL")]
    [InlineData("Baby", "")]
    [InlineData("123", "")]
    [InlineData("Mr", "MR")]
    [InlineData(null, "")]
    public void Brings_a_forename_to_words(string? text, string expected) => Assert.Equal(expected, NameNormaliser.Forename(text));

    [Theory]
    [InlineData("van der Berg", "VANDERBERG")]
    [InlineData("Smith-Jones", "SMITH JONES")]
    [InlineData("O'Brien", "OBRIEN")]
    [InlineData("Groß", "GROSS")]
    [InlineData("Łukasz", "LUKASZ")]
    [InlineData("Møller", "MOLLER")]
    [InlineData("Đặng", "DANG")]
    [InlineData("Yıldız", "YILDIZ")]
    [InlineData("Ægisson", "AEGISSON")]
    [InlineData("Þór", "THOR")]
    [InlineData("Œuvre", "OEUVRE")]
    [InlineData("STRAẞE", "STRASSE")]
    [InlineData("Əliyev", "ELIYEV")]
    [InlineData("SURNAME", "")]
    public void Brings_a_surname_to_words(string text, string expected) => Assert.Equal(expected, NameNormaliser.Surname(text));

    [Theory]
    [InlineData("2001-02-30", 20010230)]
    [InlineData("20010228", 20010228)]
    [InlineData("1900-01-01", 0)]
    [InlineData("01/02/2001", 0)]
    [InlineData("2001-2-3", 0)]
    [InlineData(null, 0)]
    public void Reads_a_date_by_its_digits(string? text, int digits) => Assert.Equal(digits, BirthDates.DigitsOf(text));

    [Theory]
    [InlineData("female", Sex.Female)]
    [InlineData("1", Sex.Male)]
    [InlineData("9", Sex.NotKnown)]
    public void Reads_sex(string text, Sex expected) => Assert.Equal(expected, SexText.Parse(text));

    [Theory]
    [InlineData(Sex.Male)]
    [InlineData(Sex.Female)]
    [InlineData(Sex.NotKnown)]
    public void Reads_back_the_code_of_sex_that_it_prints(Sex sex) => Assert.Equal(sex, SexText.FromCode(sex.Code()));
}
