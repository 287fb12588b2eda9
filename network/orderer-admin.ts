import type { Layout } from './layout.js';
import type { Programs } from './programs.js';
import { runProgram } from './run-program.js';
import type { OrdererNode, Topology } from './topology.js';

/** Makes an orderer take part in the channel, as the administrator of its organisation. */
export async function joinOrderer(
  orderer: OrdererNode,
  topology: Topology,
  layout: Layout,
  programs: Programs,
  signal?: AbortSignal,
): Promise<void> {
  const tls = layout.ordererAdminTls(orderer);
  const output = await runProgram(
    programs.osnadmin,
    [
      ...['channel', 'join', '--channelID', topology.channel, '--config-block', layout.genesis()],
      ...['-o', `127.0.0.1:${orderer.adminPort}`, '--ca-file', layout.ordererTls(orderer).authority],
      ...['--client-cert', tls.certificate, '--client-key', tls.key],
    ],
    { signal },
  );
  // osnadmin ends with status 0 also when the orderer says no.
  if (!output.includes('Status: 201'))
    throw new Error(`${orderer.name} did not join the channel:\n${output}`);
}
