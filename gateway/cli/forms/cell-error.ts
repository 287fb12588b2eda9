/** A value that cannot be read. The message completes "column X: ...". */
export class CellError extends Error {}
