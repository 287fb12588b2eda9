import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { channel } from './companies.js';
import type { ExistingNetwork } from './existing-network.js';
import type { Machine } from './fabric-files.js';

/** What somebody tries who has all that lies on a gateway's machine: `[what, script, what the refusal says]`. */
export function attemptsWithGatewayIdentity(
  network: ExistingNetwork,
  machine: Machine,
): [what: string, script: string, refusal: RegExp][] {
  const stolen = join(machine.dir, 'stolen');
  cpSync(machine.msp(), stolen, { recursive: true });
  for (const folder of ['signcerts', 'keystore']) mkdirSync(join(stolen, folder));
  copyFileSync(join(machine.dir, 'gateway', 'identity.pem'), join(stolen, 'signcerts', 'cert.pem'));
  copyFileSync(join(machine.dir, 'gateway', 'identity.key'), join(stolen, 'keystore', 'key.pem'));

  const { company } = machine;
  const peer = `${network.asAdmin(machine, stolen)} peer`;
  const orderer = `-o ${company.orderer}:7050 --tls --cafile ${machine.tlsAuthority()}`;
  const definition = `--channelID ${channel} --name seller-trust --version 3 --sequence 3`;
  const peers = `--peerAddresses ${company.peer}:7051 --tlsRootCertFiles ${machine.tlsAuthority()}`;
  const config =
    '.channel_group.groups.Application.groups[$msp].values.AnchorPeers.value.anchor_peers[0].port = 7099';
  return [
    ['install a chaincode', `${peer} lifecycle chaincode install chaincode/1.tar.gz`, /access denied|ACL/],
    [
      'approve one',
      `${peer} lifecycle chaincode approveformyorg ${definition} ${orderer}`,
      /access denied|ACL/,
    ],
    [
      'commit what no administrator approved',
      `${peer} lifecycle chaincode commit ${definition} ${orderer} ${peers}`,
      /not agreed to by this org/,
    ],
    [
      "change its own organisation's part of the channel",
      `configtxlator proto_decode --input channel.block --type common.Block | jq .data.data[0].payload.data.config > stolen/is.json
jq --arg msp ${company.msp} '${config}' stolen/is.json > stolen/wanted.json
for f in is wanted; do configtxlator proto_encode --input stolen/$f.json --type common.Config --output stolen/$f.pb; done
configtxlator compute_update --channel_id ${channel} --original stolen/is.pb --updated stolen/wanted.pb --output stolen/update.pb
configtxlator proto_decode --input stolen/update.pb --type common.ConfigUpdate |
  jq '{payload: {header: {channel_header: {channel_id: "${channel}", type: 2}}, data: {config_update: .}}}' |
  configtxlator proto_encode --type common.Envelope --output stolen/update.tx
${peer} channel update -f stolen/update.tx -c ${channel} ${orderer}`,
      /policy for .* not satisfied/,
    ],
    [
      'found a consortium',
      `jq -c -n --rawfile document "$EXCHANGE/consortium.json" --rawfile approval "$EXCHANGE/${company.org}.approval.jws" \\
  '{Args: ["InitConsortium", ($document | rtrimstr("\\n")), ($approval | rtrimstr("\\n"))]}' > stolen/call.json
${peer} chaincode invoke -C ${channel} -n seller-trust -c "$(cat stolen/call.json)" ${orderer} ${peers}`,
      /admin_required/,
    ],
  ];
}
