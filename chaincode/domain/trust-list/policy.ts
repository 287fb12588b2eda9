import { cosignerNoteKey, logNoteKey } from '../checkpoints/statement.js';
import { keysFor } from '../consortium/organisation-keys.js';
import type { Sha256 } from '../ports.js';
import { verifierKey } from '../tlog/note.js';
import type { TrustedOrganisation, TrustList } from './list.js';

/**
 * A trust list as programs for any log take it (C2SP tlog-policy): k of the organisations have cosigned and, of the witnesses,
 * as many as the quorum says. Of the log's keys any one is enough there. Names of witnesses and groups begin with what they
 * are, so that no witness takes the name of a group.
 */
export function tlogPolicy(sha256: Sha256, list: TrustList): string {
  const { k, ledger, organisations, quorum, version, witnesses } = list;
  const members = organisations.map(({ id }) => `organisation/${id}`);
  const outsiders = witnesses.map((line) => `witness/${line.slice(0, line.indexOf('+'))}`);
  const lines = [
    `# Ledger ${ledger}, trust list version ${version}.`,
    ...organisations.map((one) => `log ${verifierKey(sha256, logNoteKey(ledger, one))}`),
    ...organisations.flatMap((one) => cosignerLines(sha256, ledger, one)),
    `group organisations ${k} ${members.join(' ')}`,
    ...witnesses.map((key, i) => `witness ${outsiders[i] ?? ''} ${key}`),
    ...(quorum === 0
      ? ['quorum organisations']
      : [
          `group witnesses ${quorum} ${outsiders.join(' ')}`,
          'group both all organisations witnesses',
          'quorum both',
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** An organisation counts once: with the key before the one in force it is a group of which any is enough. */
function cosignerLines(sha256: Sha256, ledger: string, organisation: TrustedOrganisation): string[] {
  const { id } = organisation;
  const name = `organisation/${id}`;
  const [inForce = '', before] = keysFor(organisation, 'cosignerKey').map((cosignerKey) =>
    verifierKey(sha256, cosignerNoteKey(ledger, { id, cosignerKey })),
  );
  if (before === undefined) return [`witness ${name} ${inForce}`];
  return [
    `witness ${name}/in-force ${inForce}`,
    `witness ${name}/previous ${before}`,
    `group ${name} any ${name}/in-force ${name}/previous`,
  ];
}
