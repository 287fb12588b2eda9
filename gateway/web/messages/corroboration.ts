import type { Translator } from './translate.js';

/** Parts per million; null where there is nothing to confirm. */
interface Shares {
  readonly delivery: number | null;
  readonly payment: number | null;
}

/** Shares are shown to a tenth of a percent. */
const tenthOfPercentPpm = 1_000;

/** How much of what the platform states others state, too, in one sentence. */
export function corroborationText(t: Translator, { delivery, payment }: Shares): string {
  if (delivery === null && payment === null) return t.say('corroboration.none');
  const shares = { delivery: share(t, delivery), payment: share(t, payment) };
  if (payment === null) return t.say('corroboration.delivery', shares);
  return t.say(delivery === null ? 'corroboration.payment' : 'corroboration.both', shares);
}

/** Rounded down: all but one of ten thousand are not all. */
function share(t: Translator, ppm: number | null): string {
  return ppm === null ? '' : t.percent(ppm - (ppm % tenthOfPercentPpm));
}
