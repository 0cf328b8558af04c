namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer trigger is given.</summary>
public class TimerInfo
{
    public bool IsPastDue { get; set; }
}
