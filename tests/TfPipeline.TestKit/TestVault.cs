using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TfPipeline.TestKit;

/// <summary>
/// A server that speaks Key Vault's protocol over TLS on a loopback port: a challenge first, then the secret by name and version.
/// The real client library talks to it.
/// </summary>
internal sealed class TestVault : IAsyncDisposable
{
    private const string Token = "token-of-the-test";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly HttpClient _http;

    private TestVault(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
        _http = new HttpClient(new SocketsHttpHandler
        {
            // Exactly this certificate, which no authority has signed.
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { certificate },
                },
            },
        });
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Secret values by "name/version".</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>Answered to authorised requests instead of a secret, when set.</summary>
    public HttpStatusCode? Fault { get; set; }

    public List<string> Requests { get; } = [];

    public TokenCredential Credential { get; } = new FixedCredential();

    public SecretClientOptions Options => new()
    {
        Transport = new HttpClientTransport(_http),
        // The vault of this test is not below vault.azure.net.
        DisableChallengeResourceVerification = true,
        Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    public static async Task<TestVault> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var vault = new TestVault(builder.Build(), certificate);
        vault._app.Run(vault.AnswerAsync);
        await vault._app.StartAsync();
        return vault;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        lock (Requests)
            Requests.Add($"{context.Request.Method} {context.Request.Path}");
        if (!string.Equals(context.Request.Headers.Authorization, "Bearer " + Token, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.example/tenant\", resource=\"https://vault.example\"";
            return;
        }

        if (Fault is { } fault)
        {
            context.Response.StatusCode = (int)fault;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "Marked", message = "marked-server-text" } });
            return;
        }

        var path = context.Request.Path.Value!["/secrets/".Length..];
        if (!Secrets.TryGetValue(path, out var value))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "SecretNotFound", message = "marked-server-text" } });
            return;
        }

        await context.Response.WriteAsJsonAsync(new { value, id = new Uri(Address, context.Request.Path.Value).ToString(), attributes = new { enabled = true } });
    }

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => new(Token, DateTimeOffset.UtcNow.AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
