import { createHash } from 'node:crypto';
import { bundleProgram, type ChaincodeProgram } from './chaincode-program.js';
import { tarGz } from './tar.js';

/** What an organisation installs and approves. */
export interface ChaincodePackage {
  /** Fabric's package id: label, colon, hex SHA-256 of `bytes`. */
  readonly id: string;
  readonly bytes: Buffer;
  readonly program: ChaincodeProgram;
}

const label = 'seller-trust';

/**
 * The package for our own external builder, which claims its type and no other. It holds no address, so it has the same
 * bytes, and so the same id, for every organisation.
 */
export async function packChaincode(entry: string): Promise<ChaincodePackage> {
  const program = await bundleProgram(entry);
  // The members in this order: `builder/bin/detect` compares the bytes of metadata.json.
  return pack({ type: 'seller-trust', label }, program, program);
}

/**
 * The package for the builder that comes with Fabric, `ccaas_builder`. That builder reads `connection.json` alone; the
 * program lies beside it so that the id stands for the program too, and whoever approves can compare it.
 * @param connection content of `connection.json`
 */
export async function packForStockBuilder(entry: string, connection: object): Promise<ChaincodePackage> {
  const program = await bundleProgram(entry);
  const code = { 'connection.json': Buffer.from(JSON.stringify(connection)), ...program };
  return pack({ type: 'ccaas', label }, program, code);
}

function pack(
  metadata: { readonly type: string; readonly label: string },
  program: ChaincodeProgram,
  code: Readonly<Record<string, Buffer>>,
): ChaincodePackage {
  const bytes = tarGz({
    'metadata.json': Buffer.from(JSON.stringify(metadata)),
    'code.tar.gz': tarGz(code),
  });
  const id = `${label}:${createHash('sha256').update(bytes).digest('hex')}`;
  return { id, bytes, program };
}
