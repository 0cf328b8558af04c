using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

[Trait("tier", "unit")]
public sealed class ClusterLikelihoodTests : IDisposable
{
    private static readonly int NearPostcode = ComparisonVector.Pack(0, 0, 0, PostcodeLevel.OneEdit, 0, 0, 0);
    private static readonly int NearForename = ComparisonVector.Pack(NameLevel.OneEdit, 0, 0, 0, 0, 0, 0);

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void One_pair_gives_its_own_likelihood_ratio()
    {
        var scorer = Scorer();
        Assert.Equal(scorer.Score(0, NearPostcode), ClusterLikelihood.Of(scorer, 0, NearPostcode).LogRatio(1), 1e-12);
    }

    [Fact]
    public void Fields_known_in_different_pairs_of_two_clusters_add_up()
    {
        var scorer = Scorer();
        var evidence = ClusterLikelihood.Of(scorer, 0, NearPostcode);
        evidence.Add(ClusterLikelihood.Of(scorer, 0, NearForename));
        Assert.Equal(scorer.Score(0, NearPostcode) + scorer.Score(0, NearForename), evidence.LogRatio(2), 1e-12);
    }

    [Fact]
    public void A_pair_that_was_no_candidate_adds_no_agreement()
    {
        var scorer = Scorer();
        var both = ComparisonVector.Pack(NameLevel.OneEdit, 0, 0, PostcodeLevel.OneEdit, 0, 0, 0);
        Assert.Equal(scorer.Score(0, both), ClusterLikelihood.Of(scorer, 0, both).LogRatio(2) + (2 * Math.Log(2)), 1e-12);
    }

    private PairScorer Scorer()
    {
        using var tokeniser = new Tokeniser(_ring);
        var encoding = new CohortEncoding(tokeniser.Tokenise(new IdentifierBatch { Count = 1, Forename = ["ANN"] }));
        var scorer = new PairScorer(new TermFrequencies(encoding, threads: 1), entities: null, threads: 1);
        var model = new LinkageModel();
        (model.U[0][NameLevel.OneEdit], model.U[3][PostcodeLevel.OneEdit]) = (0.002, 0.0001);
        scorer.Load(model, [new double[1], [], [], []]);
        return scorer;
    }
}
