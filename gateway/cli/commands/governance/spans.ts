/** A key that nobody looks at for longer than this is a key that nobody guards. */
export const keyDaysMax = 366;

/** A registration says that its organisation answers for the participant: it is to say so again now and then. */
export const registrationDaysMax = 5 * 366;

/** What a registration or accreditation is extended by where no date is given. */
export const renewalDays = 365;
