/** How a spreadsheet writes days. One that could be read two ways is never guessed. */
export const dateFormats = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'MM/DD/YYYY',
  'MM-DD-YYYY',
  // Months by their English names, whole or short.
  'MMM DD, YYYY',
  'DD MMM YYYY',
  'DD-MMM-YYYY',
  // No program should guess the century; whoever names one of these says that it is this one.
  'MM/DD/YY',
  'DD/MM/YY',
  'DD.MM.YY',
  'MMM-DD-YY',
  'DD-MMM-YY',
  /** Days since the end of 1899, with a fraction for the time, as the 1900 system of spreadsheets counts them. */
  'excel',
] as const;
export type DateFormat = (typeof dateFormats)[number];

const partPatterns: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})(?!\\d)',
  YY: '(?<short>\\d\\d)(?!\\d)',
  MMM: '(?<name>[A-Za-z]{3,9})\\.?',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
};

const patterns: ReadonlyMap<DateFormat, RegExp> = new Map(
  dateFormats.map((format) => {
    const separators = format.replaceAll('.', '\\.').replaceAll(', ', ',? +').replaceAll(' M', ' +M');
    return [
      format,
      new RegExp(`^${separators.replace(/YYYY|YY|MMM|MM|DD/g, (part) => partPatterns[part] ?? '')}`),
    ];
  }),
);

/** The day that a text begins with, as `YYYY-MM-DD` whether it exists or not, and what follows it. */
export function dayIn(
  text: string,
  format: DateFormat,
): { readonly day: string; readonly rest: string } | undefined {
  const found = patterns.get(format)?.exec(text);
  if (!found?.groups) return undefined;
  const { day = '', month, name = '', short = '', year = `20${short}` } = found.groups;
  const number = month ?? String(monthOf(name));
  return {
    day: `${year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`,
    rest: text.slice(found[0].length),
  };
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** From 1; 0 for what is no month. Three letters or more are enough: Sept is as common as Sep. */
const monthOf = (name: string): number =>
  months.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
