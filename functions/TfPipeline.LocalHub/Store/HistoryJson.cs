using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Store;

/// <summary>
/// Events and messages as the engine writes them: its types carry the attributes of that serializer. Only types of the engine are made
/// when they are read back.
/// </summary>
internal static class HistoryJson
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.Auto,
        SerializationBinder = new EngineTypes(),
        NullValueHandling = NullValueHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
    };

    public static string Write(HistoryEvent happened) => JsonConvert.SerializeObject(happened, typeof(HistoryEvent), Settings);

    public static HistoryEvent ReadEvent(string json) => Read<HistoryEvent>(json);

    public static string Write(TaskMessage message) => JsonConvert.SerializeObject(message, Settings);

    public static TaskMessage ReadMessage(string json) => Read<TaskMessage>(json);

    public static string Write(OrchestrationState state) => JsonConvert.SerializeObject(state, Settings);

    public static OrchestrationState ReadState(string json) => Read<OrchestrationState>(json);

    private static T Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonConvert.DeserializeObject<T>(json, Settings) ?? throw new HubDamagedException();
        }
        catch (JsonException)
        {
            throw new HubDamagedException();
        }
    }

    private sealed class EngineTypes : ISerializationBinder
    {
        private static readonly Dictionary<string, Type> Known = HistoryEvent.KnownTypes().ToDictionary(type => type.Name, StringComparer.Ordinal);

        public Type BindToType(string? assemblyName, string typeName) => Known.TryGetValue(typeName, out var type) ? type : throw new HubDamagedException();

        public void BindToName(Type serializedType, out string? assemblyName, out string? typeName) => (assemblyName, typeName) = (null, serializedType.Name);
    }
}
