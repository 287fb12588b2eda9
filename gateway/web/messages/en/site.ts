/** What all pages share, and errors. */
export const site = {
  'site.name': 'Seller Trust Ledger',
  'site.short-name': 'Trust Ledger',
  'site.note': 'Please note',
  'site.nav': 'Pages',
  'site.skip': 'Skip to the content',
  'site.more': 'More pages',
  'site.demo':
    'This is a demonstration. Its facts were made up, and its organisations are not independent of one another.',
  'site.demo-import':
    'This is a demonstration with imported facts. They are of real orders, moved in time by {days|one: # day|other: # days} to end near today. Its organisations are not independent of one another.',
  'site.shifted':
    'The history shown here was imported and moved in time by {days|one: # day|other: # days}, so that it ends near today.',
  'site.saved.title': 'Saved copy',
  'site.saved': 'There is no network. This is a saved copy of {time}: what it says may have changed since.',
  'site.printed': 'Printed from {address}, as it stood on {time}.',
  'site.share.alt': 'A shield, a scale from red to green, and the name of this site.',
  'site.search': 'Name, shop domain or web address of the seller',
  'site.search.submit': 'Search',
  'site.search.hint': 'A part of it is enough.',
  'site.about':
    'Facts about sellers, signed by those who know them and kept where no one can change them. Anyone can compute the same scores.',
  'site.ledger': 'Ledger {ledger}',
  'site.api': 'Interface for programs',
  'site.languages': 'Language',
  'nav.home': 'Start page',
  'nav.sellers': 'Sellers',
  'nav.verify': 'Verify a badge',
  'nav.score': 'How the score works',
  'nav.organisations': 'Who is behind this',
  'nav.sellers.short': 'Sellers',
  'nav.verify.short': 'Verify',
  'nav.score.short': 'Score',
  'nav.organisations.short': 'Who runs it',
  'nav.certificates': 'Look up a certificate',
  'nav.order': 'Open an order’s file',
  'nav.contest': 'Contest a fact',
  'nav.participants': 'Participants',
  'nav.seals': 'Seals',
  'nav.proposals': 'Decisions',
  'offline.title': 'No network',
  'offline.text':
    'This page was not kept on your device. Pages of sellers that you looked at before are still there, as they stood then.',
  'offline.verify':
    'If you checked a badge here before, you can check another one that you have as a file or a text without a network, too.',
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
  'error.again': 'Try again',
  'error.other.title': 'This did not work',
  'error.other':
    'Something went wrong here. The line below helps whoever runs this service to find out what.',
};
