/** What the site is, how the score works, how to contest. */
export const about = {
  'about.title': 'What this is',
};
