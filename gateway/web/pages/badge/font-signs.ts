/**
 * The signs that a TrueType or OpenType font has, of the first plane: format 4 of its `cmap` (OpenType 1.9.1). Only for files of
 * our own, which are well formed.
 */
export function signsOf(font: Buffer): ReadonlySet<number> {
  const cmap = tableOf(font, 'cmap');
  const first = cmap.readUInt32BE(8);
  const segments = cmap.subarray(first);
  if (segments.readUInt16BE(0) !== 4) throw new Error('the font has no cmap of format 4');
  const bytes = segments.readUInt16BE(6);
  const signs = new Set<number>();
  for (let i = 0; i < bytes; i += 2) {
    const end = segments.readUInt16BE(14 + i);
    const start = segments.readUInt16BE(16 + bytes + i);
    // The last segment is of U+FFFF, which is no sign.
    for (let sign = start; sign <= end && sign < 0xffff; sign++) signs.add(sign);
  }
  return signs;
}

/** Of the file's table directory, 16 bytes each from byte 12 on: tag, checksum, offset, length. */
function tableOf(font: Buffer, tag: string): Buffer {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (font.toString('latin1', at, at + 4) !== tag) continue;
    const offset = font.readUInt32BE(at + 8);
    return font.subarray(offset, offset + font.readUInt32BE(at + 12));
  }
  throw new Error(`the font has no table ${tag}`);
}
