#!/bin/sh
# Tells the link app on this machine about an upload, as Event Grid would: puts an event into the queue `upload-events` of Azurite.
# Messages are Base64, because the host decodes them so unless host.json says otherwise. Needs curl and openssl.
#   announce-upload.sh E08000035/2019-04-01/people.csv
set -eu
name=${1:?"name of a blob in the container uploads, such as E08000035/2019-04-01/people.csv"}

# Azurite's well-known development account, unless another emulator account is named.
queues=${AZURITE_QUEUES:-http://127.0.0.1:10001/devstoreaccount1}
key=${AZURITE_KEY:-Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==}
account=${queues##*/}
event="{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":\"/blobServices/default/containers/uploads/blobs/$name\"}"

# Shared Key Lite: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
send() { # method, path below the account, body
  now=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
  hex=$(printf %s "$key" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  signature=$(printf '%s\n\napplication/xml\n\nx-ms-date:%s\nx-ms-version:2021-12-02\n/%s/%s/%s' "$1" "$now" "$account" "$account" "$2" |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$hex" -binary | base64 -w0)
  curl -sS -o /dev/null -w '%{http_code}' -X "$1" "$queues/$2" -H 'Content-Type: application/xml' -H "x-ms-date: $now" \
    -H 'x-ms-version: 2021-12-02' -H "Authorization: SharedKeyLite $account:$signature" -d "$3"
}

queue=$(send PUT upload-events '')
case $queue in 201 | 204 | 409) ;; *) echo "The queue could not be made: status $queue." >&2; exit 1 ;; esac
text=$(printf %s "$event" | base64 -w0)
message=$(send POST upload-events/messages "<QueueMessage><MessageText>$text</MessageText></QueueMessage>")
[ "$message" = 201 ] || { echo "The event could not be put into the queue: status $message." >&2; exit 1; }
