import type { Verdict } from '../../../sdk/verify/verdict.js';
import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';

/** Where a visitor goes on from an answer. */
interface Way {
  readonly href: string;
  readonly text: string;
}

/** Addresses of the site that the page belongs to. */
export interface Links {
  record(seller: string): string;
  verify(seller: string): string;
  readonly sellers: string;
}

/** Whom an answer is about, and how the page came to it. */
export interface Asking {
  readonly links: Links;
  /** Id of the seller that was asked for. */
  readonly seller: string | undefined;
  /** True where somebody brought the badge: then it need not be the seller's newest. */
  readonly brought: boolean;
}

/** None has the accent's green: beside a bad standing it would say that all is well. @param more buttons that act on the page itself */
export const waysView = (ways: readonly Way[], more?: Markup | false): Markup =>
  html`<p class="buttons no-print">
    ${more} ${ways.map(({ href, text }) => html`<a class="button plain" href="${href}">${text}</a>`)}
  </p>`;

const ofEarlierDay: ReadonlySet<string> = new Set([
  'expired',
  'stale',
  'band_fallen',
  'certificate_withdrawn',
]);

/** The ways on from a verdict. */
export function waysFromVerdict(
  { badge, code }: Pick<Verdict, 'badge' | 'code'>,
  t: Translator,
  { brought, links, seller }: Asking,
): readonly Way[] {
  const owner = badge?.subject.seller ?? (brought ? undefined : seller);
  if (owner === undefined) return [];
  const named = (id: string, name = id): Way => ({
    href: links.record(id),
    text: t.say('verify.record-of', { seller: readable(name) }),
  });
  const ownersRecord = named(owner, badge?.aggregate.tradingName);
  if (code === 'another_shop') return [ownersRecord];
  if (code === 'another_seller' && seller !== undefined) return [named(seller), ownersRecord];
  const newest = { href: links.verify(owner), text: t.say('verify.newest') };
  return [
    { href: links.record(owner), text: t.say('verify.record') },
    ...(brought && ofEarlierDay.has(code) ? [newest] : []),
  ];
}

/** The ways on where there is no badge to judge. */
export function waysWithoutBadge(
  isKnown: boolean,
  t: Translator,
  { links, seller }: Pick<Asking, 'links' | 'seller'>,
): readonly Way[] {
  if (seller === undefined) return [];
  return [
    isKnown
      ? { href: links.record(seller), text: t.say('verify.record') }
      : { href: links.sellers, text: t.say('verify.sellers') },
  ];
}
