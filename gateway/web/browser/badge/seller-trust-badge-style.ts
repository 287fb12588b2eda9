import type { Tone } from '../../messages/standing.js';
import { badgeFace, colourProperties, toneColours } from '../../pages/badge/colours.js';
import { ring } from '../../pages/badge/ring.js';
import { badgeSizes, type BadgeForm } from '../../pages/badge/sizes.js';

const size = (form: BadgeForm): string => {
  const { width, height } = badgeSizes[form];
  return `inline-size:${width}px;block-size:${height}px;`;
};

const tones = (Object.keys(toneColours) as Tone[])
  .map((tone) => {
    const { answer, ring: around } = toneColours[tone];
    return `.${tone}{--ring:var(--${around});--answer:var(--${answer})}`;
  })
  .join('');

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
${tones}
a{box-sizing:border-box;display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 9px;align-items:center;
block-size:100%;padding:0 9px;border:1px solid var(--line);border-radius:12px;background:var(--ground);
color:var(--ink);font:11px/1.25 ${badgeFace};text-decoration:none}
a:hover{border-color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
svg{display:block}
.seal{inline-size:54px;block-size:54px}
.shield{inline-size:10px;block-size:10px;flex:none;fill:currentcolor}
circle{fill:none;stroke:var(--track);stroke-width:${ring.width}}
.ring{stroke:var(--ring)}
text{fill:var(--ink);font-weight:700;text-anchor:middle}
.words{display:grid;grid-template-columns:minmax(0,1fr);min-inline-size:0;white-space:nowrap}
.source,.last{display:flex;gap:4px;align-items:center;color:var(--quiet)}
.answer{color:var(--answer);font-weight:700}
.name{color:var(--quiet)}
.detail{color:var(--ink)}
.name,.last>.detail{overflow:hidden;text-overflow:ellipsis}
.last>:first-child{flex:1 1 0}
.check{color:var(--link);text-decoration:underline;text-underline-offset:2px}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
:host([form=compact]) a{padding:0 8px;gap:0 8px;border-radius:10px}
:host([form=compact]) .seal{inline-size:36px;block-size:36px}
:host([form=compact]) .last{font-size:10.5px}
@media (forced-colors:active){.ring{stroke:LinkText}.shield{fill:CanvasText}text{fill:CanvasText}circle{stroke:GrayText}}
`;
