/** Calls `take` with each file that a visitor chooses or drops anywhere on the page, and `takeText` with dropped text. */
export function takeFiles(take: (file: File) => void, takeText?: (text: string) => void): void {
  const drop = document.getElementById('drop') as HTMLElement;
  const chosen = document.getElementById('file') as HTMLInputElement;
  chosen.addEventListener('change', () => {
    const [given] = chosen.files ?? [];
    if (given !== undefined) take(given);
    chosen.value = '';
  });
  for (const type of ['dragenter', 'dragover']) {
    document.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  document.addEventListener('dragleave', () => drop.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [given] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if (given !== undefined) take(given);
    else if (text !== '') takeText?.(text);
  });
}
