import { Option, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { CliFailure } from '../../frame/failure.js';
import { globals } from '../../frame/command.js';
import { writeNew } from '../../frame/new-file.js';
import { plainLines } from '../../frame/plain.js';
import { note, result, wrapped } from '../../frame/output.js';
import { writeCommented, type Described } from '../../frame/write-commented.js';
import { CsvSchema, ImportSchema } from '../../maps/document.js';
import { draftKind } from '../../maps/propose/draft-kind.js';
import { draftPlatform } from '../../maps/propose/draft-platform.js';
import { draftShipped } from '../../maps/propose/draft-shipped.js';
import type { MapDraft } from '../../maps/propose/map-draft.js';
import { previewOf, type Preview } from '../../maps/propose/preview.js';
import { openSample } from '../../maps/propose/open-sample.js';
import type { Sample } from '../../maps/propose/sample.js';

interface Options {
  readonly kind?: RecordKind;
  readonly platform?: boolean;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly out?: string;
}

interface Proposal {
  readonly draft: MapDraft;
  readonly schema: Described;
  /** What it is, and what is to be known of it: a line each. */
  readonly about: readonly string[];
}

export function map(program: Command): void {
  program
    .command('map')
    .description('propose a map of a file: which heading means what')
    .argument('<file>', 'CSV or .xlsx, with headings')
    .addOption(new Option('--kind <kind>', 'each row is a record of this kind').choices(recordKinds))
    .addOption(
      new Option('--platform', 'rows tell of orders, whatever map that comes with stl would fit').conflicts(
        'kind',
      ),
    )
    .option('--encoding <name>', 'how a CSV is written, as windows-1252; UTF-8 if left out')
    .option('--sheet <name>', 'the sheet of a workbook that has several')
    .option('--out <file>', 'a new file for the map; standard output if left out')
    .action(proposeMap);
}

async function proposeMap(file: string, options: Options, self: Command): Promise<void> {
  const { encoding, kind, out, sheet } = options;
  const sample = await openSample(file, { encoding, sheet });
  const proposal = propose(sample, options);
  const { about, draft, schema } = proposal;
  const layout = { encoding, sheet };
  for (const [member, value] of Object.entries(layout)) if (value !== undefined) draft.put([member], value);
  const preview = previewOf(draft, sample, kind);
  const use = `stl ${kind === undefined ? 'import orders' : `csv ${kind}`} ${file} --map ${out ?? 'THIS-FILE'} --dry-run`;
  const heading = [
    ...about,
    ...(draft.open.length > 0 ? ['Where null stands, something is to be filled in.'] : []),
    `Then: ${use}`,
  ];
  const text = escaped(writeCommented(draft.document, schema, { heading, notes: draft.notes }));
  const seen = previewText(draft, preview);
  if (out === undefined) {
    result(self, { map: draft.document, open: draft.open, ...preview }, () => text.trimEnd());
    if (!globals(self).json) note(`\n${seen}`);
    return;
  }
  await writeNew(out, text);
  result(self, { file: out, map: draft.document, open: draft.open, ...preview }, () =>
    [`${out} is the proposal.`, seen, `Then: ${use}`].join('\n\n'),
  );
}

function propose(sample: Sample, { kind, platform }: Options): Proposal {
  if (kind !== undefined) {
    return {
      draft: draftKind(sample, kind),
      schema: CsvSchema,
      about: [`A proposal for ${sample.name}: rows of kind ${kind}.`],
    };
  }
  const schema = ImportSchema as unknown as Described;
  const shipped = platform === true ? undefined : draftShipped(sample);
  if (shipped !== undefined) {
    const { draft, name, shipped: base } = shipped;
    return {
      draft,
      schema,
      about: [`A proposal for ${sample.name}: the map ${name}. ${base.about}.`, ...base.notes],
    };
  }
  const draft = draftPlatform(sample);
  if (draft !== undefined)
    return { draft, schema, about: [`A proposal for ${sample.name}, guessed from its headings.`] };
  throw new CliFailure(
    `no heading of ${sample.name} says which order a row is about, and when it was placed; where each row is a record of one kind, name it: --kind KIND`,
    { code: 'map_unknown', details: [`headings of the file: ${sample.headings.join(', ')}`] },
  );
}

/** As JSON's own escapes, so that what a heading holds is shown, and still is what it is. */
const escaped = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} \n]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );

function previewText({ document, filled, open }: MapDraft, { mistakes, sentences, unused }: Preview): string {
  const parts: string[][] = [];
  if (open.length > 0) parts.push(['To be filled in, where null stands:', ...open]);
  const assumed = [
    ...(document['dates'] === null ? [`days as ${JSON.stringify(filled['dates'])}`] : []),
    ...(document['timeZone'] === null ? ['times as those of UTC'] : []),
  ];
  if (sentences.length > 0) {
    const how =
      open.length === 0 ? '' : `, as far as they are known${assumed.map((one) => `, ${one}`).join('')}`;
    parts.push([
      `The first records${how}:`,
      ...sentences.flatMap(({ row, text }) => [`row ${row}:`, ...wrapped(text).split('\n')]),
    ]);
  }
  if (mistakes.length > 0) parts.push(['These rows make no record yet:', ...mistakes]);
  if (unused.length > 0)
    parts.push(wrapped(`Not read, for it has no meaning so far: ${unused.join(', ')}`).split('\n'));
  // Headings and words of a file may hold anything.
  return parts.map(plainLines).join('\n\n');
}
