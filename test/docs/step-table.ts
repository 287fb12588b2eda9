import { stepRows } from '../../gateway/cli/epcis/steps.js';

/** What EPCIS events state, row by row. */
export function stepTable(): string {
  const cell = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);
  const rows = stepRows.map(({ at, bizStep, disposition, event }) => [
    bizStep === undefined ? 'any' : cell(bizStep),
    disposition === undefined ? 'any' : cell(disposition),
    at === undefined ? 'any' : cell(at),
    event === undefined ? 'nothing' : cell(event),
  ]);
  const lines = [['business step', 'disposition', 'place', 'states'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
