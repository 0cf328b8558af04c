using System.IO.Compression;
using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests.Workbooks;

/// <summary>What is no workbook, or one that must not be opened, is refused with what to do.</summary>
[Trait("tier", "unit")]
public sealed class WorkbookArchiveTests
{
    [Fact]
    public void A_workbook_with_a_password_is_refused_with_how_to_remove_it()
    {
        byte[] container = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[500]];

        Assert.Equal(["WKB-02"], Checked.File(container).Codes());
    }

    [Fact]
    public void An_older_workbook_is_refused_with_how_to_save_it()
        => Assert.Equal(["FIL-02"], Checked.File([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000]]).Codes());

    [Fact]
    public void A_workbook_with_macros_is_refused_with_how_to_save_it()
    {
        var bytes = Rewritten(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of())), "[Content_Types].xml", text => text.Replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", StringComparison.Ordinal));

        Assert.Equal(["FIL-02"], Checked.File(bytes).Codes());
    }

    [Fact]
    public void A_document_type_with_entities_is_never_read()
    {
        var bytes = Rewritten(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of())), "xl/worksheets/sheet1.xml", text =>
            text.Replace("<x:worksheet", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x:worksheet", StringComparison.Ordinal).Replace("<worksheet", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet", StringComparison.Ordinal));

        Assert.Equal(["WKB-01"], Checked.File(bytes).Codes());
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_read()
    {
        using var bytes = new MemoryStream();
        bytes.Write(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of())));
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var content = archive.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            for (var i = 0; i < 140; i++)
                content.Write(new byte[1 << 20]);
        }

        Assert.Equal(["WKB-03"], Checked.File(bytes.ToArray()).Codes());
    }

    [Fact]
    public void Every_rule_of_workbooks_holds_no_value_and_a_cut_workbook_is_refused()
    {
        var bytes = MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of(("surname", "Canaryson"))));
        foreach (var length in new[] { bytes.Length / 4, bytes.Length / 2, bytes.Length - 10 })
            Assert.Contains(Assert.Single(Checked.File(bytes[..length]).Codes()), new[] { "WKB-01", "FIL-02" });
    }

    private static byte[] Rewritten(byte[] workbook, string part, Func<string, string> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(archive.GetEntry(part)!.Open()))
                text = reader.ReadToEnd();
            archive.GetEntry(part)!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part).Open());
            writer.Write(change(text));
        }

        return bytes.ToArray();
    }
}
