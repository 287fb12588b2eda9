/** How a fact or a score is contested. */
export const contest = {
  'contest.title': 'How to contest a fact or a score',
  'contest.lead':
    'Whoever a fact is about can say that it is wrong: a seller, a buyer, a certifier. Nothing is deleted. What was wrong is corrected, or a case decides.',
  'contest.about': 'What is it about?',
  'contest.about.seller': 'Id of the seller',
  'contest.about.record': 'Id of the record, if you know it',
  'contest.about.records': 'All records about this seller',
  'contest.about.submit': 'Fill in the texts below',
  'contest.unknown.seller': "The ledger knows no seller of this id. It is written on the seller's page.",
  'contest.unknown.record': "The ledger has no record of this id. It is written on the record's page.",
  'contest.another.seller': 'The record is about another seller. One of the two ids is wrong.',
  'contest.steps': 'Step by step',
  'contest.find': 'Find the record',
  'contest.find.how':
    "Every number on a seller's page is counted from records, and a link below it leads to them. A record's page says who stated it and when. Note the record's id.",
  'contest.correct': 'Ask whoever stated it to correct it',
  'contest.correct.how':
    'Only they can correct it, by a later record. The old one stays visible, marked as corrected, and counts no more.',
  'contest.correct.issuer': 'This one was stated by {issuer}.',
  'contest.letter': 'You can send this:',
  'contest.letter.text':
    'The record {record} about the seller {seller} is wrong, because: …\nPlease correct it. If you do not, please open a case of the type record-contested that names it, and have it decided by a person.',
  'contest.letter.record': '(record id)',
  'contest.letter.seller': '(seller id)',
  'contest.case': 'If they refuse: have a case opened',
  'contest.case.how':
    "Ask the seller's platform, or an arbiter, to open a case of the type “record-contested” that names the record's id. Up to 16 records can stand in one case. Orders, deliveries, payments, reviews and inspections can be contested so.",
  'contest.case.not':
    'A case cannot contest a record of this kind: only its correction says that it was wrong. A certificate is suspended or revoked by whoever issued it. Tell the organisation of whoever stated it; it answers for them.',
  'contest.case.line': 'For platforms and arbiters: the record that opens the case',
  'contest.decision': 'Answer, decision, appeal',
  'contest.decision.how':
    'The seller can answer every case, and appeal once it is decided. A person decides, not a program. The decision is a record, too: it stays, with its proof.',
  'contest.whom': 'Whom to ask',
  'contest.whom.platform': 'The platform of this seller',
  'contest.whom.platforms': 'Platforms',
  'contest.whom.arbiters': 'Arbiters',
  'contest.whom.none': 'None is registered at present.',
  'contest.whom.org': 'Of {organisation}, {site}',
  'contest.meanwhile': 'What happens to the score',
  'contest.meanwhile.counts':
    'While the case is open, the fact still counts: otherwise opening a case would be a way to hide a bad fact for a while.',
  'contest.meanwhile.both':
    "The seller's page and the check of its badge say that facts are contested, and show the score without them beside it.",
  'contest.meanwhile.after':
    'Once the fact is corrected, the score is as if it had never been stated. If the case ends without a correction, it goes on counting.',
  'contest.deadlines': 'Deadlines',
  'contest.deadlines.none':
    'The rules of this ledger set none, and a case does not lapse. What a platform owes you, and by when, its terms and the law say: in the European Union Regulation (EU) 2019/1150, Article 11, on complaints of sellers, and the GDPR, Article 22, on automated decisions about a person.',
  'contest.rules': 'If a rule is wrong, not a fact',
  'contest.rules.how':
    'The rules of the score are public, and the organisations of the consortium decide on each version. Write to any of them.',
  'contest.readers': 'For each reader',
  'contest.readers.seller': 'You are the seller',
  'contest.readers.seller.how':
    'Your platform can see every record about you, those that are not public too. You may reply to a review. You may ask your platform for a review by a person of any decision that rests on the score.',
  'contest.readers.buyer': 'You are a buyer',
  'contest.readers.buyer.how':
    'Orders and reviews are open to their parties only. Ask the platform where you bought: it can show you the records of your order, correct what it stated, and open a case for you, also where your privacy is at stake.',
  'contest.readers.certifier': 'You are a certifier',
  'contest.readers.certifier.how':
    'Correct your own records with your own key, and state suspensions and revocations. If a certificate of yours was stated by somebody else, tell their organisation and yours at once: a key may have been stolen.',
};
