import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** How a peer reaches a chaincode process, as `ccaas_builder` reads it. */
interface StockConnection {
  readonly address: string;
  readonly dial_timeout: string;
  readonly tls_required: true;
  readonly client_auth_required: true;
  readonly root_cert: string;
  readonly client_cert: string;
  readonly client_key: string;
}

/** PEM files for the link between a peer and its chaincode process. */
export interface LinkFiles {
  /** The authority of the chaincode process's certificate. */
  readonly authority: string;
  /** What the peer shows, and its private key. */
  readonly certificate: string;
  readonly key: string;
}

/** Members of the JSON in the peer's `CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG`. */
const fromPeer = {
  root_cert: '{{.seller_trust_root_cert}}',
  client_cert: '{{.seller_trust_client_cert}}',
  client_key: '{{.seller_trust_client_key}}',
};

/** A name or an address, or a member of the peer's own configuration in its place. */
const host = String.raw`(\{\{\.[A-Za-z_][A-Za-z0-9_]*\}\}|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])`;
const addressForm = new RegExp(`^${host}:([0-9]{1,5})$`);

/**
 * The content of `connection.json`. Always by mutual TLS: whoever reaches the port of a chaincode process that asks for no
 * certificate can have it work for him, and whoever stands between can change what it answers.
 * @param address host:port, where `{{.name}}` may stand for the host
 * @param files read now and put into the package; without them every peer fills in its own
 * @throws Error that says what is wrong
 */
export function stockConnection(address: string, files?: LinkFiles): StockConnection {
  const port = Number(addressForm.exec(address)?.[3]);
  if (!(port >= 1 && port <= 65_535)) {
    throw new Error(
      `--address ${address} is not HOST:PORT. HOST is a name, an IP address, or {{.name}} for a member of the peer's own configuration.`,
    );
  }
  return {
    address,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    ...(files === undefined ? fromPeer : contentOf(files)),
  };
}

function contentOf(files: LinkFiles): typeof fromPeer {
  const read = (option: string, file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new Error(`${option}: ${(error as Error).message}`, { cause: error });
    }
  };
  const content = {
    root_cert: read('--tls-ca', files.authority),
    client_cert: read('--client-cert', files.certificate),
    client_key: read('--client-key', files.key),
  };
  certificateIn('--tls-ca', files.authority, content.root_cert);
  const certificate = certificateIn('--client-cert', files.certificate, content.client_cert);
  if (!isKeyOf(certificate, content.client_key)) {
    throw new Error(
      `--client-key ${files.key} is not the private key (PEM, without a password) of --client-cert ${files.certificate}.`,
    );
  }
  return content;
}

function certificateIn(option: string, file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new Error(`${option} ${file} holds no certificate (PEM).`, { cause: error });
  }
}

function isKeyOf(certificate: X509Certificate, pem: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false; // no key, or one under a password
  }
}
