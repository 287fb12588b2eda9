import { SaxesParser } from 'saxes';
import { ArchiveError } from './archive.js';

/** What is told of a document while it is read. Names are without prefixes: programs write `row` and `x:row`. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** `text`: what stands in the element itself, between its start and end. */
  close(name: string, text: string): void;
}

/** Between two tags. A spreadsheet's cell holds 32,767 characters. */
export const textMax = 1024 * 1024;
export const cellTooLong = 'a workbook with a cell of more than a million characters';

/** Elements within elements: the parser keeps the names of all that are open, and those of a workbook are not ten deep. */
const depthMax = 64;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece, and gives back control after each. No entities but the five of XML itself, and nothing is fetched. Throws
 * ArchiveError.
 */
export async function* readXml(pieces: AsyncIterable<string>, reader: XmlReader): AsyncGenerator<undefined> {
  const parser = new SaxesParser();
  let text = '';
  let sinceTag = 0;
  let depth = 0;
  parser.on('error', (cause) => {
    throw new ArchiveError('a damaged workbook', { cause });
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    text = '';
    if (++depth > depthMax) throw new ArchiveError('a damaged workbook: its elements are nested too deep');
    reader.open(local(name), attributes);
  });
  parser.on('text', (more) => (text += more));
  parser.on('cdata', (more) => (text += more));
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    depth -= 1;
    reader.close(local(name), text);
    text = '';
  });
  for await (const piece of pieces) {
    sinceTag += piece.length;
    // The parser keeps what it has not seen the end of.
    if (sinceTag > textMax) throw new ArchiveError(cellTooLong);
    parser.write(piece);
    yield undefined;
  }
  parser.close();
}
