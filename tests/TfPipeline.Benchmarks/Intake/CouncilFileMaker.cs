using System.Globalization;
using System.Text;

namespace TfPipeline.Benchmarks.Intake;

/// <summary>Writes a council's file of made-up people: skewed names, families of four, every column.</summary>
internal static class CouncilFileMaker
{
    public const string Gss = "E08000035";
    private const int Surnames = 40_000;
    private const int Forenames = 6_000;
    private static readonly string[] Syllables = ["al", "ber", "cor", "dan", "el", "fen", "gar", "hol", "ing", "jon", "kel", "lan", "mor", "nes", "or", "pen", "ral", "sten", "tor", "wick"];

    public static int Run(string path, string rows)
    {
        Write(path, int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    }

    public static void Write(string path, int rows)
    {
        var random = new Random(1);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        writer.Write("council_code,family_id,person_id,forename,surname,sex,date_of_birth,postcode,group,index_date,end_date,upn,nino,crime_asb,school_attendance,children_need_help,worklessness_finance,domestic_abuse,health,claim_type,claim_date,withdrawn\r\n");
        for (var i = 0; i < rows; i++)
            writer.Write(Row(random, i));
    }

    private static string Row(Random random, int i)
    {
        var family = i / 4;
        var isChild = i % 4 >= 2;
        var birth = isChild ? new DateOnly(2000 + (family % 14), 1, 1).AddDays(random.Next(365)) : new DateOnly(1960 + (family % 35), 1, 1).AddDays(random.Next(365));
        var index = new DateOnly(2015, 4, 1).AddDays(family % 900);
        var nino = isChild || random.Next(3) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"AB{i % 1_000_000:000000}{(char)('A' + (i / 1_000_000))}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Gss},F{family:0000000},P{i:00000000},{Name(Skewed(random, Forenames))},{Name(Skewed(random, Surnames) * 7)},{(i % 2 == 0 ? "F" : "M")},{birth:yyyy-MM-dd},S{1 + (family % 20)} {1 + (family % 9)}{Letter(family)}{Letter(family / 20)},{(family % 2 == 0 ? "programme" : "comparison")},{index:yyyy-MM-dd},,{(isChild ? Upn(i) : "")},{nino},1,0,1,{i % 2},0,0,,,\r\n");
    }

    private static int Skewed(Random random, int most) => (int)(most * random.NextDouble() * random.NextDouble() * random.NextDouble());

    private static string Name(int number)
    {
        var name = Syllables[number % 20] + Syllables[number / 20 % 20] + (number >= 400 ? Syllables[number / 400 % 20] : "") + (number >= 8000 ? Syllables[number / 8000 % 20] : "");
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static char Letter(int n) => "ABDEFGHJLNPQRSTUWXYZ"[n % 20];

    private static string Upn(int i)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"373{i / 1000 % 10000:0000}{i / 10_000_000 % 100:00}{i % 1000:000}");
        var sum = 0;
        for (var k = 0; k < 12; k++)
            sum += (k + 2) * (digits[k] - '0');
        return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23] + digits;
    }
}
