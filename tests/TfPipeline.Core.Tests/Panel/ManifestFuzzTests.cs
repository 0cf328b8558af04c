using System.Globalization;
using System.Text;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;
using TfPipeline.TestData;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>Manifests that are broken at random, from a fixed seed. Each ends in a delivery that can be examined or in a finding; none in an exception.</summary>
[Trait("tier", "property")]
public sealed class ManifestFuzzTests : IDisposable
{
    private const int Seed = 20200331;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "null", "true", "-1", "0", "9223372036854775807", "1e999", "0001-01-01", "9999-12-31", "2020-02-30", "\"\"", ",", ":", "\\u0000", "../", "/", "people-0001.parquet", "fines", "young_fine", "\"rows\":1,", "\"x\":{}", "\uFEFF", "é",
    ];

    private readonly TempStorage _storage = new();

    [Fact]
    public async Task Any_manifest_ends_in_a_delivery_or_a_finding()
    {
        await new TinyDelivery(_storage).With("people", ["c1", "Made", "2001-02-03"]).With("fines", ["c1", "2015-05-06", "late"]).WriteAsync();
        var name = $"{TinyDelivery.Department}/2020-01/manifest.json";
        var right = Encoding.UTF8.GetString(await _storage.ReadAsync(PipelineContainer.Extracts, name));
        var count = FuzzCount.Of(400);
        var (found, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            try
            {
                await _storage.WriteAsync(PipelineContainer.Extracts, name, Encoding.UTF8.GetBytes(Broken(new Random(Seed + i), right)));
                var lookup = await new DeliveryCatalogue(_storage[PipelineContainer.Extracts], TinyDelivery.Catalogue).NewestCompleteAsync(TinyDelivery.Department);
                if (lookup is DeliveryLookup.Refused { Findings.Count: > 0 })
                {
                    refused++;
                    continue;
                }

                found++;
                var examined = await DeliveryExamination.RunAsync(_storage.Storage, TinyDelivery.Catalogue, Assert.IsType<DeliveryLookup.Found>(lookup));
                Assert.NotEmpty(DeliveryAudit.Of(examined, "run-1").Quality);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"manifest {i} of seed {Seed} met {e.GetType().Name}"), e);
            }
        }

        Assert.True(found > count / 20 && refused > count / 20, $"{found} found, {refused} refused");
    }

    public void Dispose() => _storage.Dispose();

    private static string Broken(Random random, string text)
    {
        for (var i = random.Next(3); i >= 0; i--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(5) switch
            {
                0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                1 => text.Remove(at, Math.Min(random.Next(20), text.Length - at)),
                2 => ReplaceNumber(random, text),
                _ => string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{(char)random.Next(32, 127)}{text[Math.Min(text.Length, at + 1)..]}"),
            };
        }

        return text;
    }

    // A date or a number that is read but is another: what survives the reading matters most.
    private static string ReplaceNumber(Random random, string text)
    {
        var digits = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i])).ToList();
        if (digits.Count == 0)
            return text;
        var at = digits[random.Next(digits.Count)];
        return string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{random.Next(10)}{text[(at + 1)..]}");
    }
}
