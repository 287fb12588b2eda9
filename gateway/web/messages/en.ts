import { records } from './en/records.js';
import { contest } from './en/contest.js';
import { consortium } from './en/consortium.js';
import { about } from './en/about.js';
import { badge } from './en/badge.js';
import { order } from './en/order.js';
import { search } from './en/search.js';
import { seller } from './en/seller.js';
import { site } from './en/site.js';
import { standing } from './en/standing.js';
import { verify } from './en/verify.js';

/** Every text of the pages, a file for each part of the site. `{name}` is a hole. Other languages have the same keys and holes. */
const messages = {
  ...site,
  ...standing,
  ...verify,
  ...search,
  ...seller,
  ...badge,
  ...order,
  ...about,
  ...contest,
  ...consortium,
  ...records,
};

export type MessageKey = keyof typeof messages;
export type Messages = Readonly<Record<MessageKey, string>>;

export default { name: 'English', direction: 'ltr' as const, messages };
