using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TfPipeline.TestKit;

/// <summary>
/// One Azurite per test assembly, started by the first test that asks and gone with the test host. Each caller gets a
/// storage account of its own, so tests do not see each other's blobs.
/// </summary>
internal static partial class Azurite
{
    private const int Accounts = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private static readonly Lazy<Task<(string Blobs, string Queues, string Tables)>> Addresses = new(StartAsync, LazyThreadSafetyMode.ExecutionAndPublication);
    private static int _given;

    // Kept for as long as the test host lives: closing its standard input ends Azurite.
    private static Process? _process;

    /// <summary>The connection string of an account that nobody else has been given.</summary>
    public static async Task<string> NewAccountAsync()
    {
        var (blobs, queues, tables) = await Addresses.Value;
        var number = Interlocked.Increment(ref _given);
        if (number > Accounts)
            throw new InvalidOperationException($"This test assembly asks for more than {Accounts} accounts.");
        var account = Name(number);
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint={blobs}/{account};QueueEndpoint={queues}/{account};TableEndpoint={tables}/{account};";
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"tfptest{number}");

    private static async Task<(string Blobs, string Queues, string Tables)> StartAsync()
    {
        var folder = NodeTools.EnsureInstalled();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, "azurite.mjs"));
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(n => $"{Name(n)}:{Key}"));
        _process = Process.Start(start) ?? throw new InvalidOperationException("Azurite did not start.");
        var errors = _process.StandardError.ReadToEndAsync();

        using var limit = new CancellationTokenSource(StartLimit);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                addresses[match.Groups[1].Value] = match.Groups[2].Value;
            if (addresses.TryGetValue("Blob", out var blobs) && addresses.TryGetValue("Queue", out var queues) && addresses.TryGetValue("Table", out var tables))
            {
                // Read on, or its output pipe fills up.
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return (blobs, queues, tables);
            }
        }

        throw new InvalidOperationException($"Azurite ended before it listened: {await errors}");
    }

    [GeneratedRegex(@"(Blob|Queue|Table) service.* listen(?:s|ing) (?:at|on) (http://127\.0\.0\.1:\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();
}
