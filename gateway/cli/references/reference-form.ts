/** As the gateway takes them: what looks alike in Unicode would not be alike byte by byte. */
export const isReference = (text: string): boolean => text.length <= 128 && /^[!-~]+( [!-~]+)*$/.test(text);

export const referenceForm =
  'must be 1 to 128 letters, digits and signs of ASCII, without two spaces in a row';
