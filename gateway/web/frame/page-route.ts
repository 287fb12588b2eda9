import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import { toProblem, type ProblemAnswer } from '../../http/plugins/problem.js';
import { foldedConsortium } from '../../http/routes/folded-consortium.js';
import type { About } from '../../http/routes/services.js';
import type { App } from '../../http/plugins/types.js';
import { problemTable } from '../../http/schemas/problem-table.js';
import type { Assets } from './assets.js';
import { errorPage } from './error-page.js';
import { chooseLanguage, knownLanguage, localeOf, type Languages } from '../messages/languages.js';
import { documentOf } from './document.js';
import type { FrameContext, LedgerContext, Page, PageContext, VisitorContext } from './page.js';
import { Translator, type Language } from '../messages/translate.js';

/** What all pages of a gateway share. */
export interface SiteFrame {
  readonly assets: Assets;
  readonly languages: Languages;
  readonly publicUrl: string;
  /** Undefined while none is folded, and while what is may not be relied on. */
  readonly consortium: About['consortium'];
}

export interface Site extends SiteFrame {
  readonly app: App;
}

/**
 * Only files of this site run in a page or style it, so markup that slipped through the escaping does nothing. Data blocks
 * are not scripts. `frame-ancestors` stops other sites from laying a page, unseen, over their own.
 */
const policy = ({ connect = [], frames, framing = false }: Framing): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    ...(framing ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frames}`,
  ].join('; ');

export interface Framing {
  /** Who may show the page in a frame: `'none'`, or `*` for everyone. */
  readonly frames: "'none'" | '*';
  /** True where the page shows other pages of this site in frames. */
  readonly framing?: boolean;
  /** Origins that its scripts ask, besides this one. */
  readonly connect?: readonly string[];
}

type Render = (context: PageContext, request: FastifyRequest) => Page | Promise<Page>;

/** A GET route that answers with a page in the visitor's language, also when something is wrong. */
export function pageRoute(site: Site, path: string, render: Render): void {
  const { app } = site;
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const context = contextOf(site, request);
    let page: Page;
    try {
      page = await render(context, request);
    } catch (error) {
      const answer = toProblem(error);
      if (answer.code === 'internal_error') request.log.error({ failure: error }, 'unexpected failure');
      return sendErrorPage(site, request, reply, answer);
    }
    return sendPage(reply, context, page);
  });
}

/** Says what is wrong, and where to go from there. It needs nothing that is folded. */
export function sendErrorPage(
  site: SiteFrame,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, retryAfter }: Pick<ProblemAnswer, 'code' | 'retryAfter'>,
): FastifyReply {
  const context = frameContextOf(site, request);
  request.problem = code;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return sendPage(reply, context, errorPage(context, code, problemTable[code].status, request.id));
}

/** A page with its headers. */
export function sendPage(reply: FastifyReply, context: FrameContext, page: Page): FastifyReply {
  const { connect = [], framing = false, status = 200 } = page;
  pageHeaders(reply, context, { frames: "'none'", connect, framing });
  return reply
    .code(status)
    .header('cache-control', status === 200 ? 'no-cache' : 'no-store')
    .send(documentOf(context, page));
}

/** Sets the headers of a page. Its text is sent as it is. */
export function pageHeaders(reply: FastifyReply, { t }: VisitorContext, framing: Framing): void {
  if (framing.frames === '*') reply.removeHeader('x-frame-options');
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy(framing))
    .header('content-language', t.tag)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-cache')
    .serializer((text: string) => text);
}

/** Throws HttpProblemError `projection_unavailable`. */
export function contextOf(site: SiteFrame, request: FastifyRequest): PageContext {
  return { ...visitorOf(site, request), ...ledgerOf(foldedConsortium(site)) };
}

/** For what is shown whether or not anything is folded. */
export function frameContextOf(site: SiteFrame, request: FastifyRequest): FrameContext {
  const consortium = site.consortium();
  return { ...visitorOf(site, request), ...(consortium === undefined ? {} : ledgerOf(consortium)) };
}

const ledgerOf = ({ ledger, organisations, parameters }: ConsortiumState): LedgerContext => ({
  ledger,
  organisations,
  demo: parameters.demo,
  shiftedDays: parameters.shiftedDays,
});

export function visitorOf(
  { assets, languages, publicUrl }: Omit<SiteFrame, 'consortium'>,
  request: FastifyRequest,
): VisitorContext {
  // Joined, not resolved: a path that begins with two slashes would name another site, also in a link to the page itself.
  const url = new URL(publicUrl + (request.raw.url ?? '/'));
  url.pathname = url.pathname.replace(/^\/{2,}/, '/');
  const asked = url.searchParams.get('lang') ?? undefined;
  const accepted = request.headers['accept-language'];
  const tag = chooseLanguage(languages, asked, accepted);
  const chosen = asked === undefined ? undefined : knownLanguage(languages, asked);
  return {
    t: new Translator(tag, languages.get(tag)?.messages ?? {}, localeOf(tag, accepted)),
    language: languages.get(tag) as Language,
    languages,
    assets,
    url,
    publicUrl,
    madeAt: Math.floor(Date.now() / 1000),
    chosen,
    link: (path) => (chosen === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${chosen}`),
  };
}
