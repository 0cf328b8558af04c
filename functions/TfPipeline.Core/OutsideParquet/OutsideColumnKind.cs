namespace TfPipeline.Core.OutsideParquet;

/// <summary>What the values of a column are, as the file's schema says.</summary>
internal enum OutsideColumnKind
{
    /// <summary>Nothing that this program reads: nested, repeated, bytes, times of day, intervals, half floats and the like.</summary>
    Unknown,

    /// <summary>No value at all: writers give this type to a column in which every value is missing.</summary>
    Nothing,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>Whole numbers that fit 64 bits with a sign.</summary>
    Whole,

    /// <summary>Whole numbers without a sign of up to 64 bits.</summary>
    UnsignedLong,

    /// <summary>32-bit floating point.</summary>
    Single,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>Decimal numbers of a fixed scale.</summary>
    Decimal,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Moments; their day is read, as stored.</summary>
    Timestamp,
}
