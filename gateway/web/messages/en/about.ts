/** What the site is, and how the score works. */
export const about = {
  'home.title': 'Does this seller keep its promises?',
  'home.lead':
    'Deliveries, complaints, reviews, certificates and payments, stated and signed by those who know them. Nobody can change them unseen, and anyone can compute the same score.',
  'home.badge': 'Seen a badge on a shop? Check it',
  'home.count':
    '{sellers|one: # seller is|other: # sellers are} on record, kept by {organisations|one: # organisation|other: # organisations}.',
  'home.readers': 'What it does for you',
  'home.shopper': 'You want to buy',
  'home.shopper.text':
    'Look the seller up, or check the badge on its shop. The check runs in your own browser, so you need not believe anybody’s word, not even ours.',
  'home.shopper.search': 'Find a seller',
  'home.seller': 'You sell',
  'home.seller.text':
    'What you delivered counts for you wherever you sell. Your page has the lines that put the badge on your shop. If a fact about you is wrong, you can contest it.',
  'home.seller.find': 'Find your own page',
  'home.marketplace': 'You run a marketplace',
  'home.marketplace.text':
    'Ask for the scores of up to 500 sellers at once, each with its reasons and signed. Compare sellers side by side. State what you know of orders, deliveries, reviews and cases.',
  'home.certifier': 'You certify or inspect',
  'home.certifier.text':
    'State a certificate once, and its suspension or end: every page and badge of the seller says the same from then on. Anyone can look it up by its number.',
  'home.payment': 'You handle payments',
  'home.payment.text':
    'State payments, chargebacks and fraud without names of buyers and without exact amounts. See how reliably a seller delivers before you set its terms.',
  'home.doubter': 'You believe nobody',
  'home.doubter.text':
    'Each page shows what it is proven by. Download all of it, and have a program of your own compute every score again.',
  'home.how': 'How it works',
  'home.how.state': 'Those who know a fact state it',
  'home.how.state.text':
    'Platforms, carriers, payment providers, certifiers and arbiters sign what they know. No buyer is named.',
  'home.how.keep': 'Several organisations keep it',
  'home.how.keep.text':
    'Each has the whole ledger. Every hour they compare what they have and seal it. None can change or hide a fact alone.',
  'home.how.score': 'A published rule makes the score',
  'home.how.score.text':
    'The same facts give the same score, whoever computes it. Its parts and weights are open to all.',
  'home.how.check': 'You check it yourself',
  'home.how.check.text':
    'Badges and evidence carry their own proof. A false or outdated one is found out on your device.',

  'score.title': 'How the score works',
  'score.lead':
    'The score says how well a seller’s recorded business is proven to go, from 0 to 1000. It is a cautious figure: of two sellers without a fault, the one with more orders stands higher, because more is known of it.',
  'score.policy':
    'All numbers on this page are those of score policy {version}, which is in force now. {agree} of {organisations|one: # organisation|other: # organisations} must agree to replace it.',
  'score.policy.data': 'The policy as data',
  'score.policy.changes': 'Proposals to change it',
  'score.bands': 'What a score says',
  'score.band.range': '{from} to {to}',
  'score.not': 'What it does not say',
  'score.not.goods':
    'Whether a product is genuine or safe. Only the named certificates and inspections speak of that.',
  'score.not.unstated': 'Anything about what nobody stated.',
  'score.not.person': 'Anything about a person. It rates how a seller’s business went.',
  'score.not.alone':
    'That you should buy. It must not be the only ground of a decision that affects a seller who is a person.',
  'score.parts': 'What it is made of',
  'score.parts.lead':
    'Six parts, each with its weight. For each part the score counts how often it went well, and of how many.',
  'score.weight': '{share} of the score',
  'score.counts.delivery':
    'Orders that arrived by the promised time, of all that were delivered, lost, overdue or cancelled by the seller. An order is overdue if it has no end {overdue|one: # period|other: # periods} of {weeks} weeks after the one it was placed in.',
  'score.counts.quality':
    'Delivered orders without a product case decided for the buyer, and inspected lots that passed. A lot weighs as much as {lots|one: # order|other: # orders}. Returns do not count against the seller.',
  'score.counts.reviews':
    'Stars for the goods, from buyers of recorded orders. {phantoms|one: # imagined review|other: # imagined reviews} of {stars} stars are mixed in, so that the first few do not decide alone.',
  'score.counts.after-sales':
    'Orders without a case held against the seller. A case that the seller answered costs {credit} less. One that the seller won, or that was withdrawn, costs nothing.',
  'score.counts.certification':
    'Valid certificates of accredited bodies, one for each scheme, more where the body is a better assessed one. Suspended and revoked ones count against the seller where that was its own doing.',
  'score.counts.payment':
    'Paid orders without a chargeback that stands and without confirmed fraud. Refunds do not count against the seller.',
  'score.target': 'Full points',
  'score.target.share': 'from {share} on',
  'score.target.stars': 'from a mean of {stars} stars on',
  'score.target.schemes':
    'with {target|one: # certified scheme|other: # certified schemes}, and nothing withdrawn',
  'score.neutral': 'Neither good nor bad',
  'score.neutral.share': 'at {share}',
  'score.neutral.stars': 'at a mean of {stars} stars',
  'score.neutral.none': 'without any certificate',
  'score.window': 'Looks back',
  'score.weeks': '{weeks|one: # week|other: # weeks}',
  'score.half-life': 'A fact counts half after',
  'score.minimum': 'Facts it needs',
  'score.map': 'Points for each share',
  'score.map.share': 'Proven share',
  'score.map.points': 'Points',
  'score.steps': 'From facts to points',
  'score.steps.decay': 'Newer facts count more',
  'score.steps.decay.text':
    'The calendar is cut into periods of {weeks} weeks. The older the period, the less its facts count, and in the end they count no more.',
  'score.steps.bound': 'Only what is proven counts',
  'score.steps.bound.text':
    'From the facts follows a range in which the true share lies with 95% confidence (Wilson). Its lower end counts. More facts make the range narrower: good work is worth more, the more of it is on record.',
  'score.steps.few': 'Few facts are no fault',
  'score.steps.few.text':
    'Where a part has fewer facts than it needs, good ones stand in for those that lack. So a missing fact never counts as a bad one.',
  'score.steps.points': 'The share becomes points',
  'score.steps.points.text':
    'Each part has its own scale, because 95% on time is fair, and 95% of orders without a case is not. The score is the mean of the points by weight, rounded down.',
  'score.history': 'When there is no score',
  'score.history.young':
    'With orders in fewer than {periods|one: # period|other: # periods} of {weeks} weeks, or with enough facts in parts that make up less than {share} of the score. Then it says “{status}”, which is neither good nor bad.',
  'score.history.bad':
    'Where even the best that the facts allow lies under {neutral} points, the score is shown all the same: silence protects the unknown, not the known bad.',
  'score.history.dormant':
    'Where a seller had a score and its facts have become too old, it says “{status}”, with the last score and its day.',
  'score.history.provisional':
    'Under {periods|one: # period|other: # periods} with orders a score is called provisional: it may still move a lot.',
  'score.corroboration.text':
    'A platform could invent a seller’s history. So each page says how many deliveries and payments somebody of another organisation states, too. This changes no points: many honest sellers ship with carriers that are not here.',
  'score.example': 'An example',
  'score.example.lead':
    'A made-up seller with {orders|one: # order|other: # orders} in {weeks} weeks, and no certificate, rated by the policy in force:',
  'score.example.caption': 'How the example’s score comes about',
  'score.example.part': 'Part',
  'score.example.facts': 'Facts',
  'score.example.share': 'Share',
  'score.example.proven': 'Proven',
  'score.example.points': 'Points',
  'score.example.weight': 'Weight',
  'score.example.delivery': '{onTime} of {promised} on time',
  'score.example.quality':
    '{productCases|one: # product case|other: # product cases}, {delivered|one: # order|other: # orders}',
  'score.example.reviews': '{reviews|one: # review|other: # reviews}, mean {mean}',
  'score.example.after-sales':
    '{casesOpened|one: # case|other: # cases}, {orders|one: # order|other: # orders}',
  'score.example.certification': '{valid|one: # certificate|other: # certificates}',
  'score.example.payment':
    '{chargebacks|one: # chargeback|other: # chargebacks}, {paid|one: # payment|other: # payments}',
  'score.example.total': 'The mean by weight: {title}. {sentence}',
  'score.again': 'Check it, contest it',
  'score.again.text':
    'A seller’s page names every fact behind its score. Whoever finds one wrong can contest it. The score counts it until the case is decided, and shows beside it what it would be without.',
};
