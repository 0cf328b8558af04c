using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TfPipeline.Azure.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Runs.Activities;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Settings;

[Trait("tier", "unit")]
public sealed class SettingsTests
{
    private static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    [Theory]
    [InlineData("link")]
    [InlineData("release")]
    public void Starts_with_the_sample_settings(string role)
    {
        using var services = Services(("AppRole", role));
        Start(services);
        Assert.NotNull(services.GetRequiredService<IPipelineStorage>());
    }

    [Theory]
    [InlineData("AppRole", "", "AppRole is neither")]
    [InlineData("AppRole", "both", "AppRole is neither")]
    [InlineData("Landing", "UseDevelopmentStorage=true;AccountName=x", "connection strings of different accounts")]
    [InlineData("KeyFile", "", "either KeyVaultUri or KeyFile")]
    [InlineData("KeyVaultUri", "https://vault.example", "either KeyVaultUri or KeyFile")]
    [InlineData("LinkRunSchedule", "", "LinkRunSchedule is missing")]
    [InlineData("LinkRunSchedule", "0 3 1 * *", "LinkRunSchedule is not a six-part")]
    [InlineData("DepartmentsAtOnce", "0", "DepartmentsAtOnce is outside 1 to 16")]
    [InlineData("PartitionsAtOnce", "65", "PartitionsAtOnce is outside 1 to 64")]
    [InlineData("MaxErrorShare", "1.5", "MaxErrorShare is a share")]
    [InlineData("RetentionDays", "0", "RetentionDays is outside")]
    [InlineData("LinkRetentionDays", "0", "LinkRetentionDays is outside")]
    [InlineData("ResultRetentionDays", "4000", "ResultRetentionDays is outside")]
    [InlineData("SoftDeleteDays", "60", "SoftDeleteDays is not between")]
    [InlineData("SoftDeleteDays", "45", "SoftDeleteDays is not between 0 and LinkRetentionDays")]
    [InlineData("CatchUpSchedule", "daily", "CatchUpSchedule is not")]
    [InlineData("RetentionSchedule", "daily", "RetentionSchedule is not")]
    [InlineData("HistoryDays", "-1", "HistoryDays is outside")]
    [InlineData("PurgeSchedule", "", "PurgeSchedule is missing")]
    public void Stops_the_link_role_at_its_start(string setting, string value, string problem) => Stops("link", setting, value, problem);

    [Theory]
    [InlineData("DisclosurePolicy", "{}", "DisclosurePolicy")]
    [InlineData("ResultRetentionDays", "0", "ResultRetentionDays is outside")]
    [InlineData("ProposalDays", "0", "ProposalDays is outside 1 to 365")]
    [InlineData("DecisionSchedule", "hourly", "DecisionSchedule is not a six-part")]
    [InlineData("DisclosurePolicy", """{"Owner":"x","Version":"1","MinimumCount":1}""", "MinimumCount is outside")]
    public void Stops_the_release_role_at_its_start(string setting, string value, string problem) => Stops("release", setting, value, problem);

    [Fact]
    public void Asks_for_the_exact_version_of_a_key_in_a_vault() =>
        Assert.Equal(
            ["KeyVersion is missing", "OptOutKeyVersion is missing"],
            new KeySettings { KeyVaultUri = "https://vault.example" }.Problems().Select(p => p.Split(':')[0]));

    [Theory]
    [InlineData("link", "Landing__blobServiceUri", "Working__blobServiceUri")]
    [InlineData("release", "Landing__blobServiceUri", "Working__blobServiceUri", "Analytics__blobServiceUri")]
    public void Names_the_addresses_that_a_role_needs(string role, params string[] names)
    {
        using var services = Services(("AppRole", role), ("Landing", null), ("Working", null), ("Analytics", null));
        var fault = Assert.Throws<OptionsValidationException>(() => Start(services));
        Assert.Equal(names.Length, fault.Failures.Count());
        Assert.All(names, name => Assert.Contains(fault.Failures, problem => problem.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Gives_the_release_role_neither_key_nor_uploads()
    {
        using var services = Services(("AppRole", "release"));
        Assert.Null(services.GetService<KeySources>());
        Assert.Null(services.GetService<RoleKeys>());
        Assert.Null(services.GetService<UploadStage>());
        Assert.Throws<RoleRefusedException>(() => services.GetRequiredService<IPipelineStorage>()[PipelineContainer.Uploads]);
    }

    [Fact]
    public void Gives_the_link_role_no_way_to_publish()
    {
        using var services = Services(("AppRole", "link"));
        Assert.Null(services.GetService<ApplyDecision>());
        Assert.Throws<RoleRefusedException>(() => services.GetRequiredService<IPipelineStorage>()[PipelineContainer.Analytics]);
    }

    [Fact]
    public void Lists_every_setting_in_the_sample_and_no_secret()
    {
        var known = typeof(ICheckedSettings).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ICheckedSettings)) && type is { IsClass: true } && type != typeof(StorageSettings))
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => property.Name))
            .Concat(["Landing", "Working", "Analytics"]);
        var sample = Sample();
        Assert.All(known, name => Assert.Contains(name, sample.Keys));
        Assert.All(sample, setting => Assert.DoesNotContain("AccountKey", setting.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static void Stops(string role, string setting, string value, string problem)
    {
        using var services = Services(("AppRole", role), (setting, value));
        var fault = Assert.Throws<OptionsValidationException>(() => Start(services));
        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
        if (value.Length > 5)
            Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    private static void Start(ServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();

    private static ServiceProvider Services(params (string Name, string? Value)[] changes)
    {
        var settings = Sample();
        foreach (var (name, value) in changes)
            settings[name] = value!;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(setting => setting.Value is not null)
                .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddPipeline(configuration).BuildServiceProvider();
    }

    private static Dictionary<string, string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
    }
}
