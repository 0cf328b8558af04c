namespace TfPipeline.Core.Panel.Contracts;

/// <summary>A contract file breaks a rule. Contracts are part of the build, so this is a fault of the build and not of data.</summary>
public sealed class ContractException : Exception
{
    /// <summary>Names the contract and what is wrong.</summary>
    public ContractException(string contract, string what, Exception? inner = null)
        : base($"Contract '{contract}': {what}.", inner)
        => Contract = contract;

    /// <summary>Department code or file name.</summary>
    public string Contract { get; }
}
