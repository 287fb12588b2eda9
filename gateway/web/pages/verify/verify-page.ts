import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { siteOf } from '../../frame/verify-address.js';
import type { Asked } from './asked.js';
import type { VerifyPageData } from './page-data.js';
import { ofWhom, waitingView } from './verdict-view.js';

const texts =
  /^(verify|state|check|outcome|code|band|status|standing|says|reason|corroboration|data)\.|^error\.again$/;

export function verifyPageData(
  { demo, language, ledger, organisations, t }: PageContext,
  org: string,
  { issuer, ...asked }: Asked,
): VerifyPageData {
  // Only an organisation of the list: a link must not make the page ask an address of its own.
  const issuing = demo || issuer === org ? undefined : organisations.find(({ id }) => id === issuer);
  return {
    ...(issuing === undefined ? {} : { issuer: siteOf(issuing) }),
    tag: t.tag,
    locale: t.locale,
    messages: Object.fromEntries(Object.entries(language.messages).filter(([key]) => texts.test(key))),
    ...asked,
    org,
    ledger,
    // A demonstration's organisations are all one program.
    others: demo
      ? []
      : organisations.filter(({ id }) => id !== org).map((one) => ({ name: one.name, url: siteOf(one) })),
  };
}

/** The page where a visitor's own browser checks a badge: of one seller, or one that is brought along. */
export function verifyPage(context: PageContext, data: VerifyPageData): Page {
  const { organisations, publicUrl, t } = context;
  const { gateway, seller } = data;
  const isSaved = gateway !== undefined;
  const heading = t.say('verify.title');
  const lead = html`<p class="lead">${t.say('verify.lead')}</p>`;
  return {
    title: seller === undefined ? heading : t.say('verify.title-of', { seller: readable(seller) }),
    // Status lists lie where a badge was issued: at this gateway's public address, or another organisation's.
    connect: [
      ...new Set([publicUrl, ...organisations.map(({ url }) => url)].map((url) => new URL(url).origin)),
    ],
    description: t.say('verify.lead'),
    scripts: ['verify.js'],
    asksFirst: seller === undefined || isSaved ? [] : asksFirst(data, seller),
    data: { 'verify-data': data },
    body: html`<h1>${heading}</h1>
      ${!isSaved && withoutScripts(context, seller)} ${seller === undefined && lead}
      <div id="result" class="result needs-script${seller !== undefined && ' expected'}">
        <div id="answer" tabindex="-1" aria-busy="${seller === undefined ? 'false' : 'true'}">
          <section
            class="verdict waiting tone-unknown"
            id="verdict"
            aria-labelledby="verdict-title"
            ${seller === undefined && html`hidden`}
          >
            <p class="verdict-of" id="of-whom">${ofWhom(undefined, seller)}</p>
            <div class="verdict-head" id="said" role="status" aria-atomic="true">${waitingView(t)}</div>
            <div id="today"></div>
            <div id="ways"></div>
            <div id="notices"></div>
          </section>
        </div>
        <details class="card" id="checks-card" hidden>
          <summary id="checks-counted"></summary>
          <ol class="checks" id="checks"></ol>
        </details>
        <div id="details"></div>
        <details class="card no-print" id="raw-card" hidden>
          <summary>${t.say('verify.raw')}</summary>
          <p class="buttons">
            <button type="button" class="plain" id="copy">${t.say('data.copy')}</button>
            <a class="button plain" id="download" download="badge.jwt" href="#raw"
              >${t.say('data.download')}</a
            >
            <span id="copied" role="status"></span>
          </p>
          <pre id="raw" tabindex="0"></pre>
        </details>
      </div>
      ${seller !== undefined && lead} ${bring(context, { folded: seller !== undefined, isSaved })}
      <div class="beside">${promises(context)} ${seller !== undefined && code(context, data)}</div>
      ${
        !isSaved &&
        html`<p class="quiet no-print">
          <a class="alone" href="${context.link('/verify/page')}" download>${t.say('verify.save')}</a>
        </p>`
      }`,
  };
}

/** The script takes a while to load; what it is about to ask for can come meanwhile. */
const asksFirst = ({ issuer }: VerifyPageData, seller: string): string[] => [
  '/v1/trust-list',
  ...(issuer === undefined ? [`/v1/badges/${encodeURIComponent(seller)}`] : []),
];

/** What is there for a browser that runs no scripts comes first, for the check is not. */
function withoutScripts({ link, t }: PageContext, seller: string | undefined): Markup {
  return html`<noscript>
    <section class="card">
      <p>${t.say('verify.noscript')}</p>
      <p class="buttons">
        ${
          seller === undefined
            ? html`<a class="button" href="${link('/sellers')}">${t.say('verify.sellers')}</a>`
            : html`<a class="button" href="${link(`/sellers/${encodeURIComponent(seller)}`)}"
                  >${t.say('verify.record')}</a
                >
                <a class="button plain" href="/v1/badges/${encodeURIComponent(seller)}"
                  >${t.say('verify.raw')}</a
                >`
        }
      </p>
    </section>
  </noscript>`;
}

/** @param isSaved true in the saved file, which has no code reader */
function bring(
  { t }: PageContext,
  { folded, isSaved }: { readonly folded: boolean; readonly isSaved: boolean },
): Markup {
  const form = html`<form class="bring" id="bring">
    <p class="drop" id="drop">
      ${t.say('verify.drop')}
      <label class="button plain" for="file">${t.say('verify.choose')}</label>
      <input class="visually-hidden" id="file" type="file" accept=".jwt,.txt,application/vc+jwt,text/plain" />
    </p>
    <p>
      <label for="paste">${t.say('verify.paste')}</label>
      <textarea id="paste" rows="4" spellcheck="false" autocomplete="off"></textarea>
    </p>
    <p class="buttons">
      <button type="submit">${t.say('verify.check')}</button>
      ${
        !isSaved &&
        html`<button type="button" class="plain" id="scan" hidden>${t.say('verify.scan')}</button>
          <label class="button plain" for="picture">${t.say('verify.picture')}</label>
          <input class="visually-hidden" id="picture" type="file" accept="image/*" />`
      }
    </p>
    <p id="bring-trouble" role="alert"></p>
    ${!isSaved && html`<video id="camera" hidden playsinline muted></video>`}
  </form>`;
  return folded
    ? html`<details class="card needs-script no-print">
        <summary>${t.say('verify.another')}</summary>
        ${form}
      </details>`
    : html`<section class="card needs-script no-print">
        <h2>${t.say('verify.bring')}</h2>
        ${form}
      </section>`;
}

function promises({ t }: PageContext): Markup {
  const kept = ['past', 'facts', 'goods', 'day'] as const;
  return html`<section class="card">
    <h2>${t.say('verify.limits')}</h2>
    <ul>
      ${kept.map((name) => html`<li>${t.say(`verify.limits.${name}`)}</li>`)}
    </ul>
  </section>`;
}

/** It stands on paper, too: there it is the way back to the check. */
function code({ t }: PageContext, { seller = '', shop }: VerifyPageData): Markup {
  const query = shop === undefined ? '' : `?shop=${encodeURIComponent(shop)}`;
  return html`<section class="card code">
    <h2>${t.say('verify.code')}</h2>
    <p>${t.say('verify.code.why')}</p>
    <img
      id="code"
      src="/verify/${encodeURIComponent(seller)}/code.svg${query}"
      alt="${t.say('verify.code')}"
      width="180"
      height="180"
      loading="lazy"
    />
  </section>`;
}
