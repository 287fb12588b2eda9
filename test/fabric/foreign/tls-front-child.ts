/** `node tls-front-child.js CERTIFICATE KEY`: ends TLS on port 443 for the gateway on port 8080 of the same host. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:tls';

const [certificate, key] = process.argv.slice(2) as [string, string];
createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (client) => {
  const gateway = connect(8080, '127.0.0.1');
  for (const side of [client, gateway])
    side.on('error', () => [client, gateway].forEach((one) => one.destroy()));
  client.pipe(gateway).pipe(client);
}).listen(443);
