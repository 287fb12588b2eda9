import { expect } from 'chai';
import { base64 } from '../../../chaincode/domain/bytes.js';
import { noteTypes, signatureLine, signedBytes, type NoteKey } from '../../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import {
  bringToWitness,
  type AgreedLog,
  type Exchanged,
} from '../../../gateway/services/sealing/witnesses-exchange.js';
import { newSigner, signBytes, type Signer } from '../../support/consortium.js';

interface Cosigner {
  readonly key: NoteKey;
  readonly signer: Signer;
}

function newCosigner(name: string, type: NoteKey['type'] = noteTypes.cosignature): Cosigner {
  const signer = newSigner('Ed25519');
  return { signer, key: { name, type, publicKey: Buffer.from(signer.jwk.x, 'base64url') } };
}

const body = `log.example\n9\n${base64(new Uint8Array(32))}\n`;
const log: AgreedLog = {
  ...{ body, size: 9, note: `${body}\nsigned` },
  consistencyPath: (old) => [new Uint8Array(32).fill(old)],
};
const watch = newCosigner('watch.example');

const lineBy = ({ key, signer }: Cosigner, text = body): string =>
  signatureLine(nodeCrypto.sha256, key, signBytes(signer, signedBytes(key.type, text, 77)), 77);

type Answer = { readonly status: number; readonly body: string } | Error;

/** What comes of a witness that gives these answers in turn; the last one for ever. */
async function exchange(answers: readonly Answer[], oldSize = 0): Promise<[Exchanged, sent: string[]]> {
  const sent: string[] = [];
  const post = (request: string): Promise<Exclude<Answer, Error>> => {
    sent.push(request);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return answer instanceof Error || answer === undefined
      ? Promise.reject(answer ?? new Error('no answer'))
      : Promise.resolve(answer);
  };
  return [await bringToWitness(nodeCrypto, post, log, [watch.key], oldSize), sent];
}
const outcome = async (...answers: Answer[]): Promise<string> => (await exchange(answers))[0].outcome;
const ok = (text: string): Answer => ({ status: 200, body: text });
const known = (size: number | string): Answer => ({ status: 409, body: `${size}\n` });

describe('bringing a checkpoint to a witness', () => {
  it('asks as C2SP tlog-witness says, and keeps the line that the witness signed', async () => {
    const [result, sent] = await exchange([ok(lineBy(watch))]);
    expect(sent).to.deep.equal([`old 0\n\n${body}\nsigned`]);
    expect(result).to.deep.equal({
      outcome: 'cosigned',
      cosignature: { key: watch.key, line: lineBy(watch) },
    });
    const [, later] = await exchange([ok(lineBy(watch))], 4);
    expect(later).to.deep.equal([`old 4\n${base64(new Uint8Array(32).fill(4))}\n\n${body}\nsigned`]);
  });

  it('goes by the size that the witness names', async () => {
    const [result, sent] = await exchange([known(5), known(6), ok(lineBy(watch))], 4);
    expect(result.outcome).to.equal('cosigned');
    expect(sent.map((request) => request.slice(0, 5))).to.deep.equal(['old 4', 'old 5', 'old 6']);
    expect(await outcome(known(10))).to.equal('ahead');
  });

  it('names a witness that has seen another log', async () => {
    expect(await outcome(known(7), known(7))).to.equal('contradicts');
    expect(await outcome(known(9), { status: 422, body: '' })).to.equal('contradicts');
  });

  it('keeps nothing that the witness has not signed: another’s line, another text, a broken one', async () => {
    const stranger = { ...newCosigner('watch.example') };
    const damaged = lineBy(watch).replace(/.{8}\n$/, 'AAAAAA==\n');
    for (const text of [
      '',
      '\n',
      'hello\n',
      lineBy(stranger),
      damaged,
      lineBy(watch, `${body}more\n`),
      lineBy(watch).trim(),
    ])
      expect(await outcome(ok(text)), text).to.equal('refused');
    const [result] = await exchange([ok(`${lineBy(stranger)}${lineBy(watch)}junk\n`)]);
    expect(result).to.have.nested.property('cosignature.line', lineBy(watch));
  });

  it('does not take a log’s signature for a cosignature', async () => {
    const asLog = { signer: watch.signer, key: { ...watch.key, type: noteTypes.ed25519 } };
    const post = () => Promise.resolve({ status: 200, body: lineBy(asLog) });
    expect((await bringToWitness(nodeCrypto, post, log, [asLog.key], 0)).outcome).to.equal('refused');
  });

  it('tells what may pass from what will not', async () => {
    for (const status of [500, 503, 429, 408])
      expect(await outcome({ status, body: '' })).to.equal('unreachable');
    for (const status of [400, 403, 404, 301, 204])
      expect(await outcome({ status, body: '' })).to.equal('refused');
    expect(await outcome(new Error('refused'))).to.equal('unreachable');
    expect(await outcome({ status: 409, body: 'five\n' })).to.equal('refused');
    const racing = Array.from({ length: 9 }, (_, i) => known(i + 1));
    const [result, sent] = await exchange(racing);
    expect([result.outcome, sent.length]).to.deep.equal(['unreachable', 5]);
  });
});
