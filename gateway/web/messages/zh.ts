import type { Language } from './translate.js';
import { records } from './zh/records.js';
import { contest } from './zh/contest.js';
import { consortium } from './zh/consortium.js';
import { about } from './zh/about.js';
import { badge } from './zh/badge.js';
import { order } from './zh/order.js';
import { search } from './zh/search.js';
import { seller } from './zh/seller.js';
import { site } from './zh/site.js';
import { standing } from './zh/standing.js';
import { verify } from './zh/verify.js';

export default {
  name: '中文',
  direction: 'ltr',
  messages: {
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
  },
} satisfies Language;
