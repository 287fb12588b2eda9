/** A directory of keys lacks what founding needs. */
export class KeysMissing extends Error {}
