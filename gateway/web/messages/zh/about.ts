import type { about as english } from '../en/about.js';

export const about: Readonly<Record<keyof typeof english, string>> = {
  'about.title': '这是什么',
};
