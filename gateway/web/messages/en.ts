/** Every text of the pages. `{name}` is a hole. Other languages have the same keys and holes. */
const messages = {
  'site.name': 'Seller Trust Ledger',
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
  'error.not_sealed.title': 'Not yet',
  'error.not_sealed':
    'The organisations have not yet agreed on a state of the ledger that covers this. They do so every hour.',
  'error.later.title': 'Please try again soon',
  'error.later': 'The service is starting or has too much to do. Nothing is lost.',
  'error.other.title': 'This did not work',
  'error.other':
    'Something went wrong here. The line below helps whoever runs this service to find out what.',

  'search.title': 'Find a seller',
  'search.lead': 'Look up how reliably a seller has kept its promises.',
  'search.label': 'Name or id of the seller',
  'search.submit': 'Search',

  'band.excellent': 'Excellent',
  'band.good': 'Good',
  'band.fair': 'Fair',
  'band.poor': 'Poor',
  'band.weak': 'Weak',
  'status.not-enough-history': 'Not enough history yet',

  'component.delivery': 'Delivery',
  'component.quality': 'Product quality',
  'component.reviews': 'Reviews',
  'component.after-sales': 'After-sales',
  'component.certification': 'Certificates',
  'component.payment': 'Payment',

  'reason.on_time_deliveries': 'Most orders arrived by the promised time.',
  'reason.late_deliveries': 'Too many orders came late.',
  'reason.overdue_orders': 'Orders have no end long after they were accepted.',
  'reason.lost_orders': 'Too many orders were lost on the way.',
  'reason.seller_cancellations': 'The seller cancelled too many orders.',
  'reason.sound_products': 'Few product complaints were upheld, and inspected lots passed.',
  'reason.product_cases':
    'Too many buyers were right that the product was damaged, false or not as described.',
  'reason.failed_inspections': 'Inspected lots failed.',
  'reason.good_reviews': 'Buyers of recorded orders rate the seller well.',
  'reason.poor_reviews': 'Buyers of recorded orders rate the seller poorly.',
  'reason.few_cases': 'Few orders end in a dispute, or the seller was in the right.',
  'reason.cases_for_buyer': 'Too many disputes were decided for the buyer.',
  'reason.unanswered_cases': 'The seller left too many disputes unanswered.',
  'reason.open_cases': 'Too many disputes are still open.',
  'reason.valid_certificates': 'Accredited bodies certify the seller or its products.',
  'reason.withdrawn_certificates': 'A certificate was suspended or revoked for what the seller did.',
  'reason.clean_payments': 'Few payments were charged back or fraudulent.',
  'reason.chargebacks': 'Too many payments were charged back.',
  'reason.confirmed_frauds': 'Too many payments were confirmed as fraud.',
  'reason.limited_evidence': 'The facts are few, so the score holds back. More of the same would raise it.',
  'reason.young_seller': "The seller's history is too short for a score.",
  'reason.too_few_facts': 'This component has too few recent facts.',
};

export type MessageKey = keyof typeof messages;
export type Messages = Readonly<Record<MessageKey, string>>;

export default { name: 'English', direction: 'ltr' as const, messages };
