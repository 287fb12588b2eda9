/** What may stand between cells. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a file is laid out, as far as whoever names it says so. What is left out is found in the file. */
export interface Layout {
  readonly delimiter?: string | undefined;
  /** A name of the WHATWG or IANA lists, as `windows-1252` or `gb18030`; without it UTF-8, or what a byte order mark says. */
  readonly encoding?: string | undefined;
  /** Of a workbook. */
  readonly sheet?: string | undefined;
  /** `none`: a quotation mark is a character as any other. */
  readonly quotes?: 'none' | undefined;
  /** The sign that number cells of a workbook are written with: that of the texts in it. */
  readonly decimals?: '.' | ',' | undefined;
}
