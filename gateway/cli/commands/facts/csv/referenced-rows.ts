import type { Resolver } from '../../../maps/resolve.js';
import type { RowReader } from '../../../maps/rows.js';
import type { KnownReferences } from '../../../references/known-references.js';
import { Findings } from '../../../tables/findings.js';
import type { SourceRow, TableSource } from '../../../tables/source.js';

/** So many references are asked for at once. */
const askedAtOnce = 500;

export interface ReferenceTerms {
  /** Called for the first reference alone: most files hold none. */
  readonly open: () => Promise<KnownReferences>;
  /** Leave out rows whose reference is not known, which else is a mistake. */
  readonly skipUnknown: boolean;
}

/** A table's rows, once the platform's gateway was asked for the references in them; each pass tells the same. */
export class ReferencedRows {
  readonly #source: TableSource;
  readonly #reader: Pick<RowReader, 'referenceIn'>;
  readonly #terms: ReferenceTerms;
  #known: KnownReferences | undefined;
  readonly #leftOut = new Set<number>();

  constructor(source: TableSource, reader: Pick<RowReader, 'referenceIn'>, terms: ReferenceTerms) {
    this.#source = source;
    this.#reader = reader;
    this.#terms = terms;
  }

  get source(): TableSource {
    return { ...this.#source, rows: () => this.#rows() };
  }

  /** Of a row that came from `source`. */
  readonly quote: NonNullable<Resolver['reference']> = (reference, seller) => {
    if (this.#known === undefined) throw new TypeError('a reference was not asked for');
    return this.#known.quote(reference, seller);
  };

  /** Which rows were left out; empty where none was. */
  get leftOut(): readonly string[] {
    const left = new Findings();
    for (const row of this.#leftOut)
      left.add({ row, reason: "left out, for the platform's gateway does not know the reference" });

    return left.lines();
  }

  async *#rows(): AsyncGenerator<SourceRow> {
    for await (const some of inParts(this.#source.rows())) yield* this.#learned(some);
  }

  async *#learned(rows: readonly SourceRow[]): AsyncGenerator<SourceRow> {
    const read = rows.map((row) => ({ row, reference: this.#reader.referenceIn(row) }));
    const references = read.flatMap(({ reference }) => reference ?? []);
    if (references.length > 0) {
      this.#known ??= await this.#terms.open();
      await this.#known.learn(references);
    }
    for (const { reference, row } of read) {
      if (reference === undefined || !this.#terms.skipUnknown || this.#known?.isKnown(reference)) yield row;
      else this.#leftOut.add(row.number);
    }
  }
}

/** A file that turns out to be unreadable says so after its rows, whose mistakes are to be told as well. */
async function* inParts(rows: AsyncIterable<SourceRow>): AsyncGenerator<readonly SourceRow[]> {
  let part: SourceRow[] = [];
  let failure: { readonly cause: unknown } | undefined;
  try {
    for await (const row of rows) {
      part.push(row);
      if (part.length < askedAtOnce) continue;
      yield part;
      part = [];
    }
  } catch (cause) {
    failure = { cause };
  }
  yield part;
  if (failure !== undefined) throw failure.cause;
}
