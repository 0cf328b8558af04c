namespace TfPipeline.Storage;

/// <summary>When a write may happen. The default is always.</summary>
public readonly record struct WriteCondition
{
    /// <summary>The version that must still be there, if any.</summary>
    public string? ETag { get; private init; }

    /// <summary>True when the name must be free.</summary>
    public bool MustBeAbsent { get; private init; }

    /// <summary>Replace whatever is there.</summary>
    public static WriteCondition Always => default;

    /// <summary>Only where the name is free.</summary>
    public static WriteCondition IfAbsent => new() { MustBeAbsent = true };

    /// <summary>Only over this version.</summary>
    public static WriteCondition IfMatches(string etag) => new() { ETag = etag };
}

/// <summary>What became of a write.</summary>
public enum WriteOutcome
{
    /// <summary>The blob is there as written.</summary>
    Written,

    /// <summary>The condition did not hold; nothing was changed.</summary>
    ConditionNotMet,
}
