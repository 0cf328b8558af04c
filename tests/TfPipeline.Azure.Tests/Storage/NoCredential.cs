using Azure.Core;

namespace TfPipeline.Azure.Tests.Storage;

/// <summary>An identity for tests that send nothing.</summary>
internal sealed class NoCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new InvalidOperationException("This test asks for no token.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => throw new InvalidOperationException("This test asks for no token.");
}
