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
  const heading = ['business step', 'disposition', 'place', 'states'];
  const all = [heading, ...rows];
  const widths = heading.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `\n${[line(heading), rule, ...rows.map(line)].join('\n')}\n`;
}
