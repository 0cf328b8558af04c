// Runs Azurite's blob and queue services in memory on free loopback ports until standard input closes, which it also does when
// the test host is killed. The accounts come from AZURITE_ACCOUNTS.
import { createRequire } from 'node:module';

process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

process.argv = [
  process.argv[0],
  'azurite',
  '--blobHost', '127.0.0.1',
  '--blobPort', '0',
  '--queueHost', '127.0.0.1',
  '--queuePort', '0',
  '--tableHost', '127.0.0.1',
  '--tablePort', '0',
  '--inMemoryPersistence',
  '--skipApiVersionCheck',
  '--disableProductStyleUrl',
  '--disableTelemetry',
  '--silent',
];
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
