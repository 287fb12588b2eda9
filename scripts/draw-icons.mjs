// Draws the pictures in gateway/web/icons/ anew from icon.svg, with Chromium (STL_CHROMIUM). They are kept in the repository,
// so that a build needs no browser.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../gateway/web/icons/', import.meta.url));
const shield = readFileSync(`${folder}icon.svg`, 'utf8');

/** `part`: share of the width that the shield has. A mask may cut what lies outside the middle 80 % of a maskable icon. */
const icon = ({ size, part, ground }) => ({
  width: size,
  height: size,
  body: `<style>body{background:${ground};display:grid;place-content:center}svg{width:${part * size}px;height:${part * size}px}</style>${shield}`,
});

/** Without the tick, and not green: the picture stands beside links to bad sellers, too. */
const neutralShield = shield.replace('#0b6e4f', '#3b4657').replace(/<path fill="none".*\n/, '');

const share = {
  width: 1200,
  height: 630,
  body: `<style>
      body{background:#fbfaf7;color:#1c1f1d;font:700 76px/1.15 'DejaVu Sans','Noto Sans CJK SC',sans-serif;display:flex;align-items:center;gap:70px;padding:0 90px}
      svg{width:300px;height:300px;flex:none}
      p{margin:0 0 24px}
      .zh{font-size:62px;font-weight:500;color:#565b57}
      i{display:flex;height:22px;width:600px;border-radius:11px;overflow:hidden;margin-top:44px}
      i b{flex:1}
    </style>${neutralShield}<div><p>Seller Trust Ledger</p><p class="zh" lang="zh">卖家信任账本</p>
    <i><b style="background:#a3231d"></b><b style="background:#c4574f"></b><b style="background:#c9972f"></b><b style="background:#3f9a78"></b><b style="background:#0b6e4f"></b></i></div>`,
};

const pictures = {
  'favicon-32.png': icon({ size: 32, part: 1, ground: 'transparent' }),
  'apple-touch-icon.png': icon({ size: 180, part: 0.72, ground: '#fff' }),
  'icon-192.png': icon({ size: 192, part: 1, ground: 'transparent' }),
  'icon-512.png': icon({ size: 512, part: 1, ground: 'transparent' }),
  'icon-maskable-512.png': icon({ size: 512, part: 0.58, ground: '#fff' }),
  'share.png': share,
};

const browser = await chromium.launch({
  executablePath: process.env.STL_CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const [name, { body, height, width }] of Object.entries(pictures)) {
  await page.setViewportSize({ width, height });
  await page.setContent(`<!doctype html><style>html,body{margin:0;height:100%}</style>${body}`);
  const picture = await page.screenshot({ omitBackground: true });
  if (name === 'favicon-32.png') writeFileSync(`${folder}favicon.ico`, inIco(picture));
  else writeFileSync(folder + name, picture);
}
await browser.close();

/** An ICO file of one PNG of 32 x 32: header, one entry, the picture. */
function inIco(png) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // of one picture
  head.writeUInt8(32, 6);
  head.writeUInt8(32, 7);
  head.writeUInt16LE(1, 10); // colour planes
  head.writeUInt16LE(32, 12); // bits a pixel
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}
