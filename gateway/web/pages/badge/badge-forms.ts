import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from '../../../http/plugins/problem.js';
import type { Services } from '../../../http/routes/services.js';
import { problemTable } from '../../../http/schemas/problem-table.js';
import { contextOf, pageHeaders, visitorOf, type Site } from '../../frame/page-route.js';
import type { VisitorContext } from '../../frame/page.js';
import { verifyAddress, type Checkers } from '../../frame/verify-address.js';
import { fallback } from '../../messages/languages.js';
import { Translator } from '../../messages/translate.js';
import { PngPainter } from './badge-png.js';
import { badgeSvg } from './badge-svg.js';
import { framedBadge } from './framed-badge.js';
import { badgeScheme, type BadgeScheme } from './scheme.js';
import { isAnswered, summaryOf, type BadgeState, type BadgeSummary } from './summary.js';

export const shopOf = (url: URL): string | undefined => url.searchParams.get('shop')?.slice(0, 253);

/** What is asked for. */
interface Asked {
  readonly id: string;
  readonly form: 'frame' | 'png' | 'svg';
  readonly scheme: BadgeScheme;
  readonly visitor: VisitorContext;
}

const codes: Readonly<Partial<Record<BadgeState, number>>> = { 'unknown-seller': 404, 'not-loaded': 503 };

/** The badge as a picture and for a frame. */
export function badgeForms(site: Site, { about, scores }: Pick<Services, 'about' | 'scores'>): void {
  const { app, languages } = site;
  const painter = new PngPainter();
  const english = new Translator(fallback, languages.get(fallback)?.messages ?? {});

  const summary = (id: string): BadgeSummary => {
    try {
      return summaryOf(scores.one(id), id);
    } catch (error) {
      if (toProblem(error).code !== 'not_found') throw error;
      return { state: 'unknown-seller' };
    }
  };

  /** @param consortium without organisations the badge is checked on this site */
  const sendFrame = (reply: FastifyReply, asked: Asked, shown: BadgeSummary, consortium: Checkers) => {
    const { id, scheme, visitor } = asked;
    const shop = shopOf(visitor.url);
    const named = { seller: id, lang: visitor.t.tag, ...(shop === undefined ? {} : { shop }) };
    const link = verifyAddress(consortium, about.org, '', named);
    pageHeaders(reply, visitor, { frames: '*' });
    return reply.send(framedBadge(visitor, { link, scheme, seller: id, summary: shown }));
  };

  const sendPicture = async (reply: FastifyReply, asked: Asked, shown: BadgeSummary) => {
    const { form, id, scheme, visitor } = asked;
    reply
      .header('cache-control', shown.state in codes ? 'no-store' : 'public, max-age=60')
      .header('vary', 'accept-language')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .header('cross-origin-resource-policy', 'cross-origin')
      .serializer((body: string) => body);
    if (form === 'svg') return reply.type('image/svg+xml').send(badgeSvg(id, shown, visitor.t, scheme));
    // A letter does not tell what its reader prefers. Ids that nobody has get one picture, so that they fill no memory.
    const fixed = scheme === 'auto' ? 'light' : scheme;
    const seller = isAnswered(shown) ? id : '';
    const nameless = { ...shown, tradingName: undefined };
    const png = await painter.paint(
      [
        badgeSvg(seller, shown, visitor.t, fixed),
        badgeSvg(seller, nameless, visitor.t, fixed),
        badgeSvg(seller, nameless, english, fixed),
      ],
      seller === '',
    );
    return reply.type('image/png').send(png);
  };

  const send = async (reply: FastifyReply, asked: Asked, shown: BadgeSummary, consortium: () => Checkers) => {
    reply.code(codes[shown.state] ?? 200);
    return asked.form === 'frame'
      ? sendFrame(reply, asked, shown, consortium())
      : sendPicture(reply, asked, shown);
  };

  // All forms have one route: ids have dots, so the router could not find the ending.
  app.get(
    '/badges/:id',
    {
      schema: { hide: true },
      // A shop's page would show a broken picture, and tell nobody why.
      errorHandler: (error, request, reply) => {
        const { code, retryAfter } = toProblem(error);
        if (problemTable[code].status !== 503) throw error;
        request.problem = code;
        if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
        const nobody = (): Checkers => ({ demo: false, organisations: [] });
        const sent = send(reply, askedBy(site, request), { state: 'not-loaded' }, nobody);
        sent.catch((failure: unknown) => reply.send(failure));
      },
    },
    (request, reply) => {
      const asked = askedBy(site, request);
      return send(reply, asked, summary(asked.id), () => contextOf(site, request));
    },
  );
}

function askedBy(site: Site, request: FastifyRequest): Asked {
  const visitor = visitorOf(site, request);
  const scheme = badgeScheme(visitor.url.searchParams.get('scheme'));
  const { id } = request.params as { readonly id: string };
  const form = (['png', 'svg'] as const).find((ending) => id.endsWith(`.${ending}`));
  return form === undefined
    ? { id, form: 'frame', scheme, visitor }
    : { id: id.slice(0, -1 - form.length), form, scheme, visitor };
}
