using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Tests.Pseudonyms;

namespace TfPipeline.Core.Tests.Linkage;

[Trait("tier", "unit")]
public sealed class GroupEvidenceTests : IDisposable
{
    private static readonly int NearPostcode = Pattern.Of(0, 0, 0, PostcodeLevel.OneEdit, 0, 0, 0);
    private static readonly int NearForename = Pattern.Of(NameLevel.OneEdit, 0, 0, 0, 0, 0, 0);

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void A_pair_says_what_it_is_worth()
    {
        var scorer = Scorer();
        Assert.Equal(scorer.Score(0, NearPostcode), GroupEvidence.Of(scorer, 0, NearPostcode).LogRatio(1), 1e-12);
    }

    [Fact]
    public void Records_complete_each_other()
    {
        var scorer = Scorer();
        var evidence = GroupEvidence.Of(scorer, 0, NearPostcode);
        evidence.Add(GroupEvidence.Of(scorer, 0, NearForename));
        Assert.Equal(scorer.Score(0, NearPostcode) + scorer.Score(0, NearForename), evidence.LogRatio(2), 1e-12);
    }

    [Fact]
    public void A_pair_that_was_no_candidate_agrees_on_nothing()
    {
        var scorer = Scorer();
        var both = Pattern.Of(NameLevel.OneEdit, 0, 0, PostcodeLevel.OneEdit, 0, 0, 0);
        Assert.Equal(scorer.Score(0, both), GroupEvidence.Of(scorer, 0, both).LogRatio(2) + (2 * Math.Log(2)), 1e-12);
    }

    private PairScorer Scorer()
    {
        using var tokeniser = new Tokeniser(_ring);
        var numbers = new LeftNumbers(tokeniser.Tokenise(new IdentifierBatch { Count = 1, Forename = ["ANN"] }));
        var scorer = new PairScorer(new TokenCounts(numbers, threads: 1), people: null, threads: 1);
        var model = new LinkageModel();
        (model.U[0][NameLevel.OneEdit], model.U[3][PostcodeLevel.OneEdit]) = (0.002, 0.0001);
        scorer.Load(model, [new double[1], [], [], []]);
        return scorer;
    }
}
