import { copyText } from './pieces/copy-text.js';

/** Each button copies the text of the element that its `data-copies` names. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
  const source = document.getElementById(button.dataset['copies'] ?? '');
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener('click', () => {
    void copyText(source?.textContent ?? '').then((copied) => {
      if (said !== null) said.textContent = button.dataset[copied ? 'said' : 'refused'] ?? '';
    });
  });
}
