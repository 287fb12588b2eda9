import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { builtFiles } from './built-files.js';
import { compression } from './compression.js';
import { signatureNeeded } from '../schemas/answers.js';
import { describeFields, withPlainConstants, type OpenApiDocument } from './openapi-document.js';
import { staticRoutes } from './ready-only.js';
import type { App } from './types.js';

const description = `A consortium ledger of signed facts about sellers, and scores anyone can recompute.

**Writing**: \`POST /v1/batches\` takes a signed batch; the signature in it is all the authority needed.
**Reading**: answers under /v1 are signed by the organisation (RFC 9421, tag \`stl-v1-answer\`). Sign your request
(tag \`stl-v1\`) to see what is for members.
**Contesting a score**: open a case of type \`record-contested\` with your platform or an arbiter, naming the record ids;
[/contest](/contest) says how, step by step.
`;

/**
 * Everything from here. Not `upgrade-insecure-requests`, which the package's own policy has: a gateway reached over
 * plain HTTP would be asked for the page's scripts over HTTPS, and the page would stay empty.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src-attr 'none'",
].join('; ');

/** How the page over the description looks: texts of files that go with it. */
export interface DocsTheme {
  readonly css: string;
  readonly script: string;
  /** SVG */
  readonly icon: string;
}

/** What the page loads; the functions below run there, from their text. */
declare const SwaggerUIBundle: { readonly plugins: { readonly DownloadUrl: (system: unknown) => object } };

/** Own plugins take the place of this one, which fetches the description. */
const fetching = (system: unknown) => SwaggerUIBundle.plugins.DownloadUrl(system);

/** A name of an operation is no link of its own: it stands in a button, and nobody could reach a link in there. */
const withoutNestedLinks = () => ({
  wrapComponents: {
    DeepLink:
      (_original: unknown, { React }: { React: { createElement: (...parts: unknown[]) => unknown } }) =>
      ({ text }: { text: unknown }) =>
        React.createElement('span', null, text),
  },
});

/** OpenAPI 3.1 from the routes' own schemas, at /openapi.json, and a page over it at /docs without outside assets. */
export async function openApi(app: App, publicUrl: string, { css, icon, script }: DocsTheme): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Seller Trust Ledger',
        version: '1',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      // Signing is a choice everywhere; where it is a must, the operation says so.
      security: [{}, ...signatureNeeded],
      tags: [
        { name: 'write', description: 'Batches of signed facts' },
        { name: 'read', description: 'Records, sellers and scores' },
        { name: 'consortium', description: 'Participants, proposals and policies' },
        { name: 'service', description: 'About this gateway' },
      ],
      components: {
        securitySchemes: {
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'Signature',
            description: "By the caller's key (RFC 9421); see docs/api.md",
          },
          signatureInput: {
            type: 'apiKey',
            in: 'header',
            name: 'Signature-Input',
            description: 'What the signature covers, by which key and when (RFC 9421, tag `stl-v1`)',
          },
        },
      },
    },
    convertConstToEnum: false,
    transformObject: (document) =>
      'openapiObject' in document
        ? describeFields(withPlainConstants(document.openapiObject) as OpenApiDocument)
        : document.swaggerObject,
    refResolver: { buildLocalReference: (json) => json.$id as string },
  });
  await builtFiles(app, { folder: 'docs', prefix: '/docs/static/' });
  await app.register(async (scope: App) => {
    await compression(scope);
    staticRoutes(scope);
    scope.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      // The base layout has no bar that asks for the address of another description.
      uiConfig: {
        deepLinking: true,
        layout: 'BaseLayout',
        defaultModelsExpandDepth: 0,
        // Its colours cannot all be read.
        syntaxHighlight: false,
        plugins: [fetching, withoutNestedLinks],
      },
      theme: {
        title: 'Interface for programs · Seller Trust Ledger',
        css: [{ filename: 'site.css', content: css }],
        js: [{ filename: 'site.js', content: script }],
        favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon }],
      },
      staticCSP: contentSecurityPolicy,
    });
  });
}
