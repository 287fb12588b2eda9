// What page-faults.ts asks of a page, run inside it: each gives what is wrong, as words; nothing where all is well.
{
  const all = (selector, from = document) =>
    [...from.querySelectorAll('*')].flatMap((one) => [
      ...(one.matches(selector) ? [one] : []),
      ...(one.shadowRoot ? all(selector, one.shadowRoot) : []),
    ]);
  const box = (one) => one.getBoundingClientRect();
  const isShown = (one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    box(one).width > 0 &&
    box(one).height > 0;
  /** Moved off the screen or cut to a dot: for screen readers alone. */
  const isForEars = (one) => one.closest('.visually-hidden, .skip') !== null || box(one).width <= 1;
  const named = (one) => {
    const words = (one.getAttribute('aria-label') ?? one.textContent ?? '')
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 40);
    const name = one.id
      ? `#${one.id}`
      : typeof one.className === 'string' && one.className
        ? `.${one.className}`
        : '';
    return `${one.tagName.toLowerCase()}${name} "${words}"`;
  };
  const textNodes = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (
        !parent.closest('script, style, noscript, template') &&
        walker.currentNode.data.trim() !== '' &&
        isShown(parent)
      )
        found.push(walker.currentNode);
    }
    return found;
  };

  /** One h1, levels that are not skipped, one main, a title, a language and a direction. */
  const outline = () => {
    const faults = [];
    const heads = all('h1, h2, h3, h4, h5, h6').filter(isShown);
    const count = heads.filter(({ tagName }) => tagName === 'H1').length;
    if (count !== 1) faults.push(`${count} h1`);
    let level = 0;
    for (const head of heads) {
      const next = Number(head.tagName[1]);
      if (next > level + 1) faults.push(`h${next} after h${level}: ${named(head)}`);
      level = next;
    }
    if (all('main').length !== 1) faults.push(`${all('main').length} main`);
    const { documentElement: root, title } = document;
    if (title.trim() === '') faults.push('no title');
    if (!root.lang || !['ltr', 'rtl'].includes(root.dir)) faults.push('no language or direction');
    const ids = all('[id]').map(({ id }) => id);
    faults.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: #${id}`));
    return faults;
  };

  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  /** Links within a sentence are as high as its lines. */
  const isInText = (one) => {
    const block = one.closest('p, li, td, th, dd, dt, figcaption, label, summary, h1, h2, h3, aside');
    return one.tagName === 'A' && block !== null && block.textContent.trim() !== one.textContent.trim();
  };
  const smallTargets = () =>
    all(targets)
      .filter((one) => isShown(one) && !isForEars(one) && !isInText(one))
      .map((one) => [one, box(one.closest('label') ?? one)])
      .filter(([one, { height, width }]) => (height < 23.5 && box(one).height < 23.5) || width < 23.5)
      .map(([one, { height, width }]) => `${Math.round(width)}x${Math.round(height)}: ${named(one)}`);

  const scrolls = (one) => {
    for (let at = one; at !== null && at !== document.body; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  /** Words that stand outside the screen, are hidden by their box, or end in dots. */
  const cutText = () => {
    const range = document.createRange();
    return textNodes()
      .filter((node) => {
        const parent = node.parentElement;
        if (isForEars(parent) || parent.closest('svg')) return false;
        range.selectNodeContents(node);
        const { left, right } = range.getBoundingClientRect();
        if (!scrolls(parent) && (left < -1 || right > innerWidth + 1)) return true;
        for (let at = parent; at !== null && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (style.display === 'inline' || !/hidden|clip/.test(style.overflowX)) continue;
          const outer = box(at);
          if (left < outer.left - 1 || right > outer.right + 1) return true;
        }
        return false;
      })
      .map((node) => `${named(node.parentElement)}`);
  };
  /** Short words that are torn at the end of a line. Ids, hashes and addresses may be. */
  const tornWords = () => {
    const range = document.createRange();
    const torn = [];
    for (const node of textNodes()) {
      if (
        node.parentElement.closest('code, pre, bdi, svg, [lang]:not(html), .seller-id') ||
        isForEars(node.parentElement)
      )
        continue;
      for (const { 0: word, index } of node.data.matchAll(/[\p{Script=Latin}\d]{2,16}/gu)) {
        // A part of an address or an id.
        if (
          /[./_@:-]/.test(node.data[index - 1] ?? ' ') ||
          /[/_@:-]|[.]\w/.test(node.data.slice(index + word.length, index + word.length + 2).slice(0, 2))
        )
          continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) torn.push(`${word} in ${named(node.parentElement)}`);
      }
    }
    return torn;
  };
  const cutPictures = () =>
    all('svg text')
      .filter((word) => isShown(word))
      .filter((word) => {
        const [inner, outer] = [box(word), box(word.ownerSVGElement)];
        return (
          inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1
        );
      })
      .map((word) => `picture: ${word.textContent}`);
  /** What does not fit the screen, in the direction of writing that is set. */
  const misfits = () => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const widest = () =>
      all('body *')
        .filter(
          (one) =>
            !scrolls(one) &&
            isShown(one) &&
            !isForEars(one) &&
            (box(one).right > innerWidth + 1 || box(one).left < -1),
        )
        .slice(-1)
        .map(named);
    return [...(wide > 0 ? [`${wide} px too wide: ${widest()}`] : []), ...cutText(), ...cutPictures()];
  };

  const rgb = (color) => {
    const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
    return { r, g, b, a: color === 'none' || color === 'transparent' ? 0 : a };
  };
  const light = ({ r, g, b }) => {
    const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const groundOf = (one) => {
    for (let at = one; at !== null; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.a > 0.5) return found;
    }
    return rgb('rgb(255, 255, 255)');
  };
  /** A pattern is seen by what it is drawn with. */
  const paints = (fill) => {
    const [, id] = /^url\("#(.*)"\)/.exec(fill) ?? [];
    if (id === undefined) return [fill];
    const parts = [...(document.getElementById(id)?.children ?? [])].map((part) => getComputedStyle(part));
    return parts.flatMap((part) => [part.fill, part.stroke]);
  };
  const standsOut = (style, ground, isPicture) => {
    const colours = isPicture
      ? [...paints(style.fill), ...(parseFloat(style.strokeWidth) > 0 ? [style.stroke] : [])]
      : [
          style.backgroundColor,
          ...['Top', 'Bottom', 'Left', 'Right']
            .filter(
              (side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0,
            )
            .map((side) => style[`border${side}Color`]),
          ...(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
            ? [style.outlineColor]
            : []),
        ];
    const opacity = parseFloat(style.opacity);
    return Math.max(
      1,
      ...colours
        .map(rgb)
        .filter(({ a }) => a * opacity > 0.5)
        .map((one) => contrast(one, ground)),
    );
  };
  /** Wordless marks that carry a meaning by their colour: parts of pictures, bars and dots. How much each stands out. */
  const marks = () => {
    const shapes = all('main svg :is(rect, path, circle, ellipse, polygon, polyline, line)').filter(
      (one) => !one.closest('defs, clipPath, mask') && box(one).width + box(one).height > 3,
    );
    const boxes = all('main *').filter(
      (one) =>
        !one.closest('svg') &&
        one.childElementCount === 0 &&
        one.textContent.trim() === '' &&
        isShown(one) &&
        ![
          'IMG',
          'INPUT',
          'TEXTAREA',
          'SELECT',
          'IFRAME',
          'VIDEO',
          'HR',
          'CANVAS',
          'OBJECT',
          'METER',
          'PROGRESS',
        ].includes(one.tagName) &&
        !isForEars(one),
    );
    const seen = [...shapes, ...boxes].map((one) => {
      const isPicture = shapes.includes(one);
      const ground = groundOf(isPicture ? one.ownerSVGElement : one.parentElement);
      return [
        `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} in ${named(one.closest('figure, section, li, td, p, main'))}`,
        standsOut(getComputedStyle(one), ground, isPicture),
      ];
    });
    for (const one of all('main *').filter(isShown)) {
      for (const part of ['::before', '::after']) {
        const style = getComputedStyle(one, part);
        if (style.content !== '""' || parseFloat(style.width) < 2) continue;
        seen.push([`${part} of ${named(one)}`, standsOut(style, groundOf(one), false)]);
      }
    }
    return seen;
  };

  const frame = () => new Promise(requestAnimationFrame);
  const isInSight = ({ bottom, left, right, top, width }) =>
    width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  /** The label is drawn in its stead, as around a hidden field. */
  const isFramed = (one) =>
    [...(one.labels ?? [])].some((label) => getComputedStyle(label).outlineStyle !== 'none');
  const seenOf = (one) => box(isFramed(one) ? one.labels[0] : one);
  const reached = new Set();
  let [last, stays] = [undefined, 0];
  /** Puts the tabulator before all there is, wherever somebody clicked. */
  const rewind = () => {
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    scrollTo(0, 0);
  };
  /** What has the focus, and what is wrong with how that is seen; undefined where nothing has it. */
  const focus = async () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (at === null || at === document.body || at === document.documentElement) return undefined;
    // A field for a day has parts that are tabbed through one by one.
    const parts = at.type === 'date' ? 4 : 0;
    const isNew = !reached.has(at) || (at === last && ++stays <= parts);
    if (at !== last) stays = 0;
    last = at;
    reached.add(at);
    // The browser scrolls to it with one of its next frames.
    for (let frames = 0; frames < 120 && !isInSight(seenOf(at)); frames += 1) await frame();
    const style = getComputedStyle(at);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    const framed = isFramed(at);
    // The browser draws the part of such a field itself.
    const faults = ring || framed || at.tagName === 'IFRAME' || stays > 0 ? [] : ['no ring'];
    const seen = seenOf(at);
    if (!isInSight(seen)) faults.push('out of sight');
    else {
      const [x, y] = [
        Math.max(0, seen.left) + Math.min(3, seen.width / 2),
        Math.max(0, seen.top) + Math.min(3, seen.height / 2),
      ];
      const over = at.getRootNode().elementFromPoint(x, y);
      if (
        over !== null &&
        !at.contains(over) &&
        !over.contains(at) &&
        !framed &&
        /fixed|sticky/.test(getComputedStyle(over).position)
      )
        faults.push(`under ${named(over)}`);
    }
    return {
      isNew,
      faults: faults.map((fault) => `${fault}: ${named(at)}`),
      isClosed: at.tagName === 'SUMMARY' && !at.parentElement.open,
      isFrame: at.tagName === 'IFRAME',
    };
  };
  const unreached = () => {
    const radios = new Set();
    return all(`${targets}, [tabindex="0"], iframe, audio[controls], video[controls]`)
      .filter((one) => isShown(one) && !one.disabled && one.tabIndex >= 0 && !one.closest('[inert]'))
      .filter((one) => {
        if (one.type !== 'radio') return true;
        const isFirst = !radios.has(one.name);
        radios.add(one.name);
        return isFirst && ![...reached].some((other) => other.type === 'radio' && other.name === one.name);
      })
      .filter((one) => !reached.has(one))
      .map((one) => `not reached: ${named(one)}`);
  };

  const printed = () => [
    ...all('button, .button, input, select, textarea, nav, .skip')
      .filter((one) => isShown(one) && !isForEars(one))
      .map((one) => `printed: ${named(one)}`),
    ...(isDark(groundOf(document.body)) ? ['printed on a dark ground'] : []),
  ];
  const isDark = (color) => light(color) < 0.5;

  /** Texts that somebody reads, but not names and code, which are the same in all languages, nor other languages that say so. */
  const words = () => {
    const { lang } = document.documentElement;
    const own = (one) =>
      !one.closest('code, pre, bdi, textarea, .seller-id, .brand, .org-name') &&
      (one.closest('[lang]')?.lang ?? lang) === lang;
    const attributes = all('[aria-label], [title], [alt], [placeholder]')
      .filter(own)
      .flatMap((one) =>
        ['aria-label', 'title', 'alt', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
      );
    const texts = textNodes()
      .filter(({ parentElement }) => own(parentElement))
      .map(({ data }) => data.trim().replace(/\s+/g, ' '));
    const { content = '' } = document.querySelector('meta[name=description]') ?? {};
    return [document.title, content, ...attributes, ...texts].filter((text) => text !== '');
  };

  /** What a screen reader is told by itself: too much, or a list, and the answer is lost in it. */
  const chatter = () =>
    all('[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]').flatMap(
      (one) => [
        ...(one.textContent.trim().length > 300
          ? [`speaks ${one.textContent.trim().length} signs: ${named(one)}`]
          : []),
        ...(one.querySelector('li, table, form, input, details, svg title')
          ? [`speaks more than words: ${named(one)}`]
          : []),
      ],
    );

  /** What waits for a script that does not come: a page that is empty or busy, and what does nothing when it is pressed. */
  const unscripted = () => {
    const isSent = ({ form, type }) =>
      form !== null && (form.hasAttribute('action') || form.hasAttribute('method')) && type !== 'button';
    const said = [document.querySelector('main').innerText, ...all('main img').map(({ alt }) => alt)];
    return [
      ...(said.join('').length < 40 ? ['nearly empty'] : []),
      ...all('[aria-busy=true], video, canvas')
        .filter(isShown)
        .map((one) => `waits: ${named(one)}`),
      ...all('main :is(button, input, select, textarea)')
        .filter((one) => (isShown(one) || [...(one.labels ?? [])].some(isShown)) && !isSent(one))
        .map((one) => `does nothing: ${named(one)}`),
      ...all('main section')
        .filter(
          (one) => isShown(one) && one.innerText.trim() === (one.querySelector('h2')?.innerText ?? '').trim(),
        )
        .map((one) => `says nothing: ${named(one)}`),
    ];
  };

  const links = () =>
    [
      ...all('a[href], link[href], area[href]').map(({ href }) => href),
      ...all('img[src], script[src], iframe[src], source[src]').map(({ src }) => src),
      ...all('form[action]')
        .filter(({ method }) => method === 'get')
        .map(({ action }) => action),
    ].filter((href) => /^https?:/.test(href));

  globalThis.stl = {
    outline,
    smallTargets,
    misfits,
    tornWords,
    marks,
    rewind,
    focus,
    unreached,
    printed,
    words,
    chatter,
    unscripted,
    links,
  };
}
