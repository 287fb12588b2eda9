import { badgeFace, colourProperties } from '../../pages/badge/colours.js';
import { badgeSizes, type BadgeForm } from '../../pages/badge/sizes.js';

const size = (form: BadgeForm): string => {
  const { width, height } = badgeSizes[form];
  return `inline-size:${width}px;block-size:${height}px;`;
};

/**
 * `contain: layout` puts the element on its line as it would an image of the same size, so nothing moves when the element
 * takes an image's place. `all: initial` keeps the shop's own styles out.
 */
export const style = `
:host{all:initial;display:inline-block;contain:layout;max-inline-size:100%;${size('full')}${colourProperties('light')}}
:host([form=compact]){${size('compact')}}
@media (prefers-color-scheme:dark){:host(:not([scheme=light])){${colourProperties('dark')}}}
:host([scheme=dark]){${colourProperties('dark')}}
:host([hidden]){display:none}
a{box-sizing:border-box;display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 12px;align-items:center;
block-size:100%;padding:0 12px;border:1px solid var(--line);border-radius:12px;background:var(--ground);
color:var(--ink);font:12px/1.35 ${badgeFace};text-decoration:none}
a:hover{border-color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
svg{inline-size:56px;block-size:56px;display:block}
circle{fill:none;stroke:var(--track);stroke-width:4}
.arc{stroke:var(--link);stroke-linecap:round}
text{fill:var(--ink);font:700 13px ${badgeFace};text-anchor:middle}
.words{display:grid;min-inline-size:0}
.words>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.source{color:var(--quiet);font-size:11px}
.answer{font-size:16px;font-weight:700}
.note,.name{color:var(--quiet)}
.name{font-size:11px}
.check{color:var(--link);text-decoration:underline;text-underline-offset:2px}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:host([form=compact]) a{padding:0 8px;gap:0 8px;border-radius:10px}
:host([form=compact]) svg{inline-size:34px;block-size:34px}
:host([form=compact]) .answer{font-size:13px;line-height:1.25}
:host([form=compact]) .note{font-size:11px;line-height:1.25}
:host([form=compact]) .source,:host([form=compact]) .date,:host([form=compact]) .name{position:absolute;inline-size:1px;block-size:1px;clip-path:inset(50%)}
@media (forced-colors:active){.arc{stroke:LinkText}}
`;
