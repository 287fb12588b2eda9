/** Of batches that commands make: one that is refused, or in doubt, should not hold up everything. */
export const recordsPerBatch = 500;
/** Well under the 2 MiB of a batch. Every text of a record is ASCII. */
export const charactersPerBatch = 1_500_000;
