/** A program cannot start with what it was given; the message says what to do. */
export class SetupError extends Error {}
