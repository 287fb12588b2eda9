import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import type { Markup } from '../html/html.js';
import type { Assets } from './assets.js';
import type { Languages } from '../messages/languages.js';
import type { Language, Translator } from '../messages/translate.js';

/** What every page needs to know of its visitor and its address. It is known before anything is folded, too. */
export interface VisitorContext {
  readonly t: Translator;
  readonly language: Language;
  readonly languages: Languages;
  readonly assets: Assets;
  /** Path with query of the page itself. */
  readonly url: URL;
  readonly publicUrl: string;
  /** When the page is made, in seconds since the epoch. */
  readonly madeAt: number;
  /** The language that the URL names, if it is one of `languages`. */
  readonly chosen: string | undefined;
  /** A path of this site that keeps the language the visitor chose. */
  readonly link: (path: string) => string;
}

/** What pages need to know of the ledger. */
export interface LedgerContext {
  readonly ledger: string;
  readonly demo: boolean;
  readonly organisations: readonly Organisation[];
  /** Days by which the history of an import was moved. */
  readonly shiftedDays: number | undefined;
}

export interface PageContext extends VisitorContext, LedgerContext {}

/** What frames a page: without a ledger while none is folded. */
export type FrameContext = VisitorContext & Partial<LedgerContext>;

export interface Page {
  readonly title: string;
  readonly body: Markup;
  readonly status?: number;
  readonly description?: string;
  /** Names of assets; each is loaded as a deferred script. */
  readonly scripts?: readonly string[];
  /** Paths of what its scripts ask this site for first: asked for while the scripts still load. */
  readonly asksFirst?: readonly string[];
  /** Origins that its scripts ask, besides this one. */
  readonly connect?: readonly string[];
  /** True where it shows other pages of this site in frames. */
  readonly framing?: boolean;
  /** schema.org, as JSON-LD. */
  readonly jsonLd?: unknown;
  /** Blocks that scripts of the page read: JSON by element id. */
  readonly data?: Readonly<Record<string, unknown>>;
}
