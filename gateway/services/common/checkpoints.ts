/** The newest checkpoint that k organisations agree on, as readers get it. */
export interface ShownCheckpoint {
  /** The checkpoint's body. */
  readonly body: string;
  /** Signed note (C2SP): the organisations' lines, and below them those of the witnesses that have seen it by now. */
  readonly note: string;
  /** How many witnesses have seen it. */
  readonly witnesses: number;
}

/** What every proof for outsiders rests on. */
export interface Checkpoints {
  /** Undefined while k organisations agree on none. */
  agreed(): ShownCheckpoint | undefined;
}
