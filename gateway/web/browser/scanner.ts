import jsQR from 'jsqr';

/** The text of the QR code in a picture; undefined where there is none. */
export function read({ data, height, width }: ImageData): string | undefined {
  return jsQR.default(data, width, height)?.data;
}
