/** A seal with a tick. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
<path fill="#0b6e4f" d="M16 1 4 5.5v9C4 22.4 9 28.7 16 31c7-2.3 12-8.6 12-16.5v-9z"/>
<path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="m10 16 4.5 4.5L22.5 12"/>
</svg>
`;
