/** The search. */
export const search = {
  'search.title': 'Find a seller',
  'search.lead': 'Look up how reliably a seller has kept its promises.',
  'search.label': 'Name or shop domain of the seller',
  'search.submit': 'Search',
  'search.hint': 'A part of it is enough.',
  'search.all': 'All sellers',
  'search.found': 'Sellers found',
  'search.query': 'With “{query}” in the name or domain',
  'search.none': 'No seller has this in its name or domain.',
  'search.none-yet': 'Nothing among the first {count} sellers looked at. Go on to look at more.',
  'search.next': 'Next',
};
