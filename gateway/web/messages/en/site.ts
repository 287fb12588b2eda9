/** What all pages share, and errors. */
export const site = {
  'site.name': 'Seller Trust Ledger',
  'site.note': 'Please note',
  'site.nav': 'Pages',
  'site.skip': 'Skip to the content',
  'site.demo':
    'This is a demonstration. Its facts were made up, and its organisations are not independent of one another.',
  'site.shifted': 'The history shown here was moved by {days} days so that it ends near today.',
  'site.about':
    'Facts about sellers, signed by those who know them and kept where no one can change them. Anyone can compute the same scores.',
  'site.ledger': 'Ledger {ledger}',
  'site.api': 'Interface for programs',
  'site.languages': 'Language',
  'nav.sellers': 'Sellers',
  'nav.verify': 'Verify a badge',
  'error.not_found.title': 'Not found',
  'error.not_found':
    'The ledger knows nothing under this name. Perhaps it is misspelt, or nothing was ever stated about it.',
  'error.no-page.title': 'No such page',
  'error.no-page': 'There is nothing at this address. Perhaps the link is old or was cut short.',
  'error.not_sealed.title': 'Not yet',
  'error.not_sealed':
    'The organisations have not yet agreed on a state of the ledger that covers this. They do so every hour.',
  'error.later.title': 'Please try again soon',
  'error.later': 'The service is starting or has too much to do. Nothing is lost.',
  'error.other.title': 'This did not work',
  'error.other':
    'Something went wrong here. The line below helps whoever runs this service to find out what.',
};
