using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>Looks into everything that a task hub keeps in a storage account.</summary>
internal static class HostAccounts
{
    /// <summary>Searches all tables, queues and blobs, and tells how many places of each kind there were.</summary>
    public static async Task<(int Rows, int Messages, int Blobs)> SearchAsync(string connection, CanarySearch search)
    {
        var counts = (Rows: 0, Messages: 0, Blobs: 0);
        var tables = new TableServiceClient(connection);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                search.Search($"table {table.Name}", Encoding.UTF8.GetBytes(string.Join('\n', row.Select(cell => $"{cell.Key}: {cell.Value}"))));
                counts.Rows++;
            }
        }

        var queues = new QueueServiceClient(connection);
        await foreach (var queue in queues.GetQueuesAsync())
        {
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value)
            {
                search.Search($"queue {queue.Name}", message.Body.ToArray());
                counts.Messages++;
            }
        }

        var blobs = new BlobServiceClient(connection);
        await foreach (var container in blobs.GetBlobContainersAsync())
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                search.Search($"a blob's name in {container.Name}", Encoding.UTF8.GetBytes(blob.Name));
                search.Search($"blob in {container.Name}", (await blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray());
                counts.Blobs++;
            }
        }

        return counts;
    }
}
