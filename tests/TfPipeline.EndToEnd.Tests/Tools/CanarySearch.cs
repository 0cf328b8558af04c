using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>Looks for personal values in bytes, whatever form they took.</summary>
internal sealed partial class CanarySearch(IReadOnlyCollection<string> values)
{
    private readonly HashSet<string> _values = [.. values.Select(Squeeze)];
    private readonly HashSet<string> _digests = [.. values.SelectMany(DigestsOf)];
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>What was found, as "place: meaning"; empty is what a test wants.</summary>
    public IReadOnlyCollection<string> Found => _found;

    public int Searched { get; private set; }

    /// <summary>Every file below a folder, its name included; Parquet is searched decoded too, by <see cref="DecodeParquetAsync"/>.</summary>
    public async Task SearchFolderAsync(string folder, Func<string, bool> isExcepted)
    {
        var parquet = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (isExcepted(name))
                continue;
            Search("a file name", Encoding.UTF8.GetBytes(name));
            var bytes = await File.ReadAllBytesAsync(file);
            Search(name, bytes);
            if (bytes.AsSpan().StartsWith("PAR1"u8))
                parquet.Add(file);
        }

        await DecodeParquetAsync(parquet);
    }

    public void Search(string place, byte[] bytes)
    {
        Searched++;
        var lower = CanaryMarks.Lower(bytes);
        foreach (var pattern in CanaryMarks.Patterns)
        {
            if ((pattern.IgnoresCase ? lower : bytes).AsSpan().IndexOf(pattern.Bytes) >= 0)
                _found.Add($"{place}: {pattern.Meaning}");
        }

        if (AsText(bytes) is { } text)
            SearchText(place, text);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            Search(place + ", unpacked", Unpack(bytes));
    }

    /// <summary>Has DuckDB write each Parquet file's rows and metadata as text, and searches that.</summary>
    public async Task DecodeParquetAsync(IReadOnlyCollection<string> files)
    {
        if (files.Count == 0)
            return;
        var folder = Directory.CreateTempSubdirectory("tfp-canary-");
        try
        {
            var statements = new List<string>();
            var texts = new List<(string Text, string File)>();
            foreach (var file in files)
            {
                foreach (var source in new[] { "read_parquet", "parquet_kv_metadata", "parquet_metadata" })
                {
                    var text = Path.Combine(folder.FullName, $"{texts.Count}.csv");
                    // The path column would be found for the folder's own name.
                    var columns = source is "read_parquet" ? "*" : "* EXCLUDE (file_name)";
                    statements.Add($"COPY (SELECT {columns} FROM {source}({DuckDb.Quote(file)})) TO {DuckDb.Quote(text)} (FORMAT csv)");
                    texts.Add((text, Path.GetFileName(file)));
                }
            }

            await DuckDb.QueryAsync([.. statements, "SELECT 1"]);
            foreach (var (text, file) in texts)
                Search(file + ", decoded", await File.ReadAllBytesAsync(text));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void SearchText(string place, string text)
    {
        foreach (Match match in PersonalShape().Matches(text))
        {
            if (_values.Contains(Squeeze(match.Value)))
                _found.Add($"{place}: a NINO, UPN, postcode or date of birth");
        }

        foreach (Match match in DigestShape().Matches(text))
        {
            if (_digests.Contains(match.Value.ToLowerInvariant()))
                _found.Add($"{place}: an unkeyed digest of a value");
        }
    }

    private static string? AsText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] Unpack(byte[] bytes)
    {
        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }

    private static string Squeeze(string value) => value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private static IEnumerable<string> DigestsOf(string value)
        => new[] { value, value.ToUpperInvariant(), value.ToLowerInvariant(), Squeeze(value) }
            .Select(Encoding.UTF8.GetBytes)
            .SelectMany(bytes => new[] { Md5(bytes), Sha1(bytes), SHA256.HashData(bytes) })
            .Select(Convert.ToHexStringLower);

#pragma warning disable CA5350, CA5351 // Somebody else's weak digests are what is looked for.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);

    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350, CA5351

    [GeneratedRegex(@"\b(?:[A-Z]{2}\d{6}[A-D]|[A-Z]\d{12}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|(?:19|20)\d\d-\d\d-\d\d)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PersonalShape();

    [GeneratedRegex(@"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DigestShape();
}
