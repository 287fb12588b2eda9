const scannerPath = '/scanner.js';

/** The scanner is loaded only when somebody scans, for most visitors never do. */
async function decode(image: ImageData): Promise<string | undefined> {
  const { read } = (await import(scannerPath)) as { readonly read: (image: ImageData) => string | undefined };
  return read(image);
}

/** Pictures are scaled down to this longest edge: a code is readable far below a camera's resolution. */
const pictureEdgePixels = 1_200;

function pixels(source: CanvasImageSource, width: number, height: number): ImageData {
  const scale = Math.min(1, pictureEdgePixels / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser cannot read pictures');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** The text of the QR code in a picture; undefined where there is none. */
export async function scanPicture(picture: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(picture);
  return decode(pixels(bitmap, bitmap.width, bitmap.height));
}

/** Looks through the camera until it sees a QR code; undefined where it was told to stop before. */
export async function watchCamera(video: HTMLVideoElement, stop: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  video.hidden = false;
  try {
    await video.play();
    while (!stop.aborted) {
      const found = await decode(pixels(video, video.videoWidth, video.videoHeight));
      if (found !== undefined) return found;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
  }
}
