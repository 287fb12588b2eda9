import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Issued {
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
}

/** An NodeOU role of Fabric. */
export type NodeRole = 'admin' | 'client' | 'orderer' | 'peer';

const authorityExtensions = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
];

const leafExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
];

/**
 * The certificates of a company that has a PKI: a root that issues to an intermediate authority alone, which issues identities;
 * and an authority for TLS apart from both. Made with OpenSSL as such a company would, by no program of Fabric.
 */
export class OwnPki {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly tls: Issued;
  readonly #openssl: string;
  readonly #dir: string;
  readonly #company: string;

  constructor(openssl: string, dir: string, company: string) {
    this.#openssl = openssl;
    this.#dir = dir;
    this.#company = company;
    mkdirSync(dir, { recursive: true });
    this.root = this.#selfSigned('root');
    this.tls = this.#selfSigned('tls-ca');
    this.intermediate = this.#issue(this.root, 'intermediate', `/O=${company}/CN=intermediate`, [
      ...authorityExtensions,
      'authorityKeyIdentifier=keyid',
    ]);
  }

  identity(name: string, role: NodeRole): Issued {
    return this.#issue(this.intermediate, name, `/O=${this.#company}/OU=${role}/CN=${name}`, leafExtensions);
  }

  /** A server's certificate for TLS, which it also shows as a client. */
  server(host: string): Issued {
    return this.#issue(this.tls, `tls-${host}`, `/O=${this.#company}/CN=${host}`, [
      ...leafExtensions,
      'extendedKeyUsage=serverAuth,clientAuth',
      `subjectAltName=DNS:${host}`,
    ]);
  }

  /** Writes an MSP directory: the company's authorities, and an identity where it is a node's or a user's. */
  msp(dir: string, identity?: Issued): string {
    const put = (folder: string, name: string, file: string): void => {
      mkdirSync(join(dir, folder), { recursive: true });
      copyFileSync(file, join(dir, folder, name));
    };
    put('cacerts', 'root.pem', this.root.certificate);
    put('intermediatecerts', 'intermediate.pem', this.intermediate.certificate);
    put('tlscacerts', 'tls-ca.pem', this.tls.certificate);
    writeFileSync(join(dir, 'config.yaml'), nodeOus);
    if (identity !== undefined) {
      put('signcerts', 'cert.pem', identity.certificate);
      put('keystore', 'key.pem', identity.key);
    }
    return dir;
  }

  #selfSigned(name: string): Issued {
    const files = this.#files(name);
    this.#key(files.key);
    const extensions = authorityExtensions.flatMap((extension) => ['-addext', extension]);
    const subject = ['-subj', `/O=${this.#company}/CN=${name}`];
    this.#run(
      'req',
      '-x509',
      '-new',
      '-key',
      files.key,
      ...subject,
      '-days',
      '3650',
      ...extensions,
      '-out',
      files.certificate,
    );
    return files;
  }

  #issue(issuer: Issued, name: string, subject: string, extensions: readonly string[]): Issued {
    const files = this.#files(name);
    this.#key(files.key);
    const request = join(this.#dir, `${name}.csr`);
    const extensionFile = join(this.#dir, `${name}.ext`);
    writeFileSync(extensionFile, extensions.join('\n'));
    this.#run('req', '-new', '-key', files.key, '-subj', subject, '-out', request);
    const by = ['-CA', issuer.certificate, '-CAkey', issuer.key, '-CAcreateserial', '-days', '365'];
    this.#run('x509', '-req', '-in', request, ...by, '-extfile', extensionFile, '-out', files.certificate);
    return files;
  }

  #key(file: string): void {
    this.#run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file);
  }

  #files(name: string): Issued {
    return { certificate: join(this.#dir, `${name}.pem`), key: join(this.#dir, `${name}.key`) };
  }

  #run(...args: readonly string[]): void {
    const { status, stderr } = spawnSync(this.#openssl, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  }
}

const nodeOus = `NodeOUs:
  Enable: true
${(['client', 'peer', 'admin', 'orderer'] as const)
  .map(
    (role) => `  ${role[0]?.toUpperCase()}${role.slice(1)}OUIdentifier:
    Certificate: intermediatecerts/intermediate.pem
    OrganizationalUnitIdentifier: ${role}
`,
  )
  .join('')}`;
