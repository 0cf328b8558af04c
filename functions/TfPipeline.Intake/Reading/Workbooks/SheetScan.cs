using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace TfPipeline.Intake;

/// <summary>
/// What the reader of workbooks gives as blank although the cell holds something: formulas without a stored value, and errors. A column of
/// them would be one of nothing.
/// </summary>
internal sealed class SheetScan
{
    // More than any list has; their places are held in memory.
    private const int MostCells = 1 << 22;

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private static readonly string[] Words = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

    private readonly List<(int Row, int Column)> _withoutValue = [];
    private readonly Dictionary<(int Row, int Column), string> _errors = [];

    /// <summary>1-based row and 0-based column of each formula without a value, in the order of the sheet.</summary>
    public IReadOnlyList<(int Row, int Column)> WithoutValue => _withoutValue;

    /// <summary>The error in a cell; null where there is none. Row from 1, column from 0.</summary>
    public string? ErrorAt(int row, int column) => _errors.Count == 0 ? null : _errors.GetValueOrDefault((row, column));

    /// <summary>By the sheets' names.</summary>
    /// <exception cref="InvalidDataException">A sheet has more such cells than any list.</exception>
    public static IReadOnlyDictionary<string, SheetScan> Run(ZipArchive archive, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, SheetScan>(StringComparer.OrdinalIgnoreCase);
        if (archive.Entries.FirstOrDefault(e => e.FullName.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) is not { } workbook)
            return found;
        var parts = Parts(archive, workbook);
        using var content = workbook.Open();
        using var xml = WorkbookArchive.Open(content);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("name") is { } name
                && (xml.GetAttribute("id", Relations) ?? xml.GetAttribute("id", StrictRelations)) is { } id
                && parts.TryGetValue(id, out var target) && Entry(archive, target) is { } sheet)
                found[name] = Of(sheet, cancellationToken);
        }

        return found;
    }

    private static Dictionary<string, string> Parts(ZipArchive archive, ZipArchiveEntry workbook)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = workbook.FullName[..^"workbook.xml".Length];
        if (Entry(archive, folder + "_rels/workbook.xml.rels") is not { } relations)
            return parts;
        using var content = relations.Open();
        using var xml = WorkbookArchive.Open(content);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                parts[id] = target.StartsWith('/') ? target[1..] : folder + target;
        }

        return parts;
    }

    private static ZipArchiveEntry? Entry(ZipArchive archive, string name) =>
        archive.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase));

    private static SheetScan Of(ZipArchiveEntry sheet, CancellationToken cancellationToken)
    {
        var scan = new SheetScan();
        using var content = sheet.Open();
        using var xml = WorkbookArchive.Open(content);
        var (row, column) = (0, -1);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row")
            {
                cancellationToken.ThrowIfCancellationRequested();
                row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1;
                column = -1;
            }
            else if (xml.LocalName == "c")
            {
                column = ColumnOf(xml.GetAttribute("r")) ?? column + 1;
                scan.Look(xml, row, column);
            }
        }

        return scan;
    }

    // The reader is on the start of a cell and is left on its end.
    private void Look(XmlReader xml, int row, int column)
    {
        if (xml.IsEmptyElement)
            return;
        var isError = xml.GetAttribute("t") == "e";
        var (hasFormula, hasValue, depth) = (false, false, xml.Depth);
        var word = Words[0];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Text && isError && hasValue)
                word = Array.Find(Words, w => w == xml.Value) ?? word;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            hasFormula |= xml.LocalName == "f";
            hasValue |= xml.LocalName is "v" or "is";
        }

        if (isError)
            _errors[(row, column)] = word;
        else if (hasFormula && !hasValue)
            _withoutValue.Add((row, column));
        if (_errors.Count + _withoutValue.Count > MostCells)
            throw new InvalidDataException("A sheet has more errors and formulas without value than any list.");
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > 1 << 20)
                break;
            column = (column * 26) + c - 'A' + 1;
        }

        return column > 0 ? column - 1 : null;
    }
}
