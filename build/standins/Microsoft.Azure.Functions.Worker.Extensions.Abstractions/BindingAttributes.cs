namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A binding of a parameter.</summary>
public abstract class BindingAttribute : Attribute;

/// <summary>What starts a function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>What a function is given.</summary>
public abstract class InputBindingAttribute : BindingAttribute;
