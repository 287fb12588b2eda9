import { formatTime } from '../../../../chaincode/domain/time.js';
import { ProofFailure, checkTlogProof, type ProvenRecord, type Trust } from '../../../sdk/client/index.js';
import { quorumNotice, witnessedText } from '../../../sdk/verify/index.js';
import { CliFailure } from '../../frame/failure.js';

/** What a record's proof shows, and in which words. Asks nobody. Throws CliFailure with the code of what does not hold. */
export async function checkProof(
  file: Uint8Array,
  trust: Trust,
): Promise<{ readonly shown: object; readonly words: string }> {
  const proven = await checkTlogProof(Buffer.from(file).toString(), trust).catch((cause: unknown) => {
    if (!(cause instanceof ProofFailure)) throw cause;
    throw new CliFailure(`the proof does not hold: ${cause.message}`, { code: cause.code, cause });
  });
  const { checkpoint, id, issuer, organisations, record, revoked, time, witnesses } = proven;
  const { epoch } = checkpoint;
  const shown = {
    ...{ id, issuer, time: formatTime(time), record, epoch, organisations, witnesses },
    quorum: trust.quorum ?? 0,
    ...(revoked && { revoked }),
  };
  return { shown, words: wordsOf(proven, trust) };
}

function wordsOf({ checkpoint, revoked, ...proven }: ProvenRecord, trust: Trust): string {
  const { id, issuer, organisations, record, time, witnesses } = proven;
  const tooFew = quorumNotice(witnesses.length, trust);
  const notices = [
    ...(revoked ? [`the key that signed it was revoked since: ${revoked.reason}`] : []),
    ...(tooFew === undefined ? [] : [tooFew]),
  ];
  return [
    `proven: ${issuer} stated record ${id}, and it came to the ledger at ${formatTime(time)}`,
    JSON.stringify(record),
    `epoch ${checkpoint.epoch}, cosigned by ${organisations.join(', ')}; ${witnessedText(witnesses.length, trust)}`,
    ...notices.map((notice) => `notice: ${notice}`),
  ].join('\n');
}
