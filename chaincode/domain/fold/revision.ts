/**
 * The revision of this code's state. Raise it with each change of what a fold writes that is not a new version: until the
 * first release, when no ledger needs the old answers any more. A store of another revision is folded anew.
 */
export const foldRevision = 9;
