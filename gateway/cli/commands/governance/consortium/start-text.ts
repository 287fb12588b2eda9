import type { Organisation } from '../../../../../chaincode/domain/consortium/document.js';

/** How an organisation's gateway is started in its data directory. */
export function startText(
  { id, url }: Pick<Organisation, 'id' | 'url'>,
  dataDir: string,
  ledger: 'embedded' | 'fabric-gateway',
): string {
  const settings = [
    `STL_ORG=${id}`,
    `STL_PUBLIC_URL=${url}`,
    ...(ledger === 'embedded' ? [] : [`STL_LEDGER=${ledger}`, 'STL_FABRIC_PROFILE=fabric.json']),
  ];
  return `Next: ${settings.join(' ')} stl start --data-dir ${dataDir}`;
}
