import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { problemTable } from '../../../gateway/http/schemas/problem-table.js';
import { recordSchemas } from '../../../chaincode/domain/records/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

describe('the published description', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('is OpenAPI 3.1 and names the schema of every record kind', async () => {
    const document = (await gateway.app.inject('/openapi.json')).json<{
      openapi: string;
      components: { schemas: Record<string, object> };
    }>();
    expect(document.openapi).to.match(/^3\.1\./);
    expect(document.components.schemas).to.include.keys(
      'RecordOrder',
      'RecordCertificationStatus',
      'Problem',
      'Receipt',
      'Score',
    );
    const { properties, required, additionalProperties } = recordSchemas.order as unknown as Record<
      string,
      object
    >;
    const published = document.components.schemas['RecordOrder'];
    expect(published).to.deep.include({ required, additionalProperties });
    expect(published)
      .to.have.property('properties')
      .with.all.keys(Object.keys(properties ?? {}));
  });

  it('names every object that is one choice of several: generators of clients make up clashing names else', async () => {
    const document = (await gateway.app.inject('/openapi.json')).json<object>();
    const nameless: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if ((key === 'anyOf' || key === 'oneOf') && Array.isArray(inner))
          for (const branch of inner as object[]) if ('properties' in branch) nameless.push(path);
        walk(inner, `${path}/${key}`);
      }
    };
    walk(document, '');
    expect(nameless).to.deep.equal([]);
  });

  it('has words for every answer, and the fields that come with it', async () => {
    type Headers = Record<string, { $ref?: string; description?: string }>;
    interface Operation {
      parameters?: { in?: string; name?: string; $ref?: string }[];
      requestBody?: object;
      security?: object[];
      responses: Record<string, { description: string; headers?: Headers }>;
    }
    const document = (await gateway.app.inject('/openapi.json')).json<{
      paths: Record<string, Record<string, Operation>>;
      security: object[];
      components: { headers: object; parameters: object; securitySchemes: Record<string, { name: string }> };
    }>();
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { parameters, requestBody, responses }] of Object.entries(operations)) {
        const what = `${method} ${path}`;
        expect(responses, what).to.include.keys('401', 'default');
        for (const [status, { description, headers = {} }] of Object.entries(responses)) {
          expect(description, what).not.to.match(/^(Default Response|Problem)$/);
          expect(headers, what).to.include.keys('X-Request-Id');
          if (path.startsWith('/v1/'))
            expect(headers, what).to.include.keys('Signature', 'Signature-Input', 'Content-Digest');
          if (status === '503' || status === '429') expect(headers, what).to.include.keys('Retry-After');
          if (status === '201' || status === '202') expect(headers, what).to.include.keys('Location');
        }
        const digests = parameters?.filter(({ $ref }) => $ref === '#/components/parameters/ContentDigest');
        expect(digests?.length ?? 0, what).to.equal(requestBody === undefined ? 0 : 1);
      }
    }
    const submit = document.paths['/v1/batches']?.['post'];
    expect(submit?.parameters?.map(({ name }) => name)).to.include('prefer');
    for (const status of ['201', '202'])
      expect(submit?.responses[status]?.headers).to.include.keys('Preference-Applied');
    // A signature is a choice, but for what is for members alone.
    const signed = { signature: [], signatureInput: [] };
    expect(document.security).to.deep.equal([{}, signed]);
    expect(document.paths['/v1/sellers/{id}/cases']?.['get']?.security).to.deep.equal([signed]);
    expect(Object.values(document.components.securitySchemes).map(({ name }) => name)).to.have.members([
      'Signature',
      'Signature-Input',
    ]);
  });

  it('fits the answers that are given', async () => {
    const document = (await gateway.app.inject('/openapi.json')).json<object>();
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addSchema(document, 'openapi');
    const seller = 'demo-platform.shop1';
    const answers: [template: string, path: string, status: number][] = [
      ['/v1/sellers', '/v1/sellers', 200],
      ['/v1/sellers/{id}', `/v1/sellers/${seller}`, 200],
      ['/v1/sellers/{id}/score', `/v1/sellers/${seller}/score`, 200],
      ['/v1/sellers/{id}/records', `/v1/sellers/${seller}/records`, 200],
      ['/v1/sellers/{id}/certifications', `/v1/sellers/${seller}/certifications`, 200],
      ['/v1/certificates', '/v1/certificates?number=c1&scheme=iso-9001', 200],
      ['/v1/certificates', '/v1/certificates', 400],
      ['/v1/participants', '/v1/participants', 200],
      ['/v1/participants/{id}', '/v1/participants/demo-pay', 200],
      ['/v1/participants/{id}/certificates', '/v1/participants/demo-certifier/certificates', 200],
      ['/v1/participants/{id}/certificates', '/v1/participants/nobody/certificates', 404],
      ['/v1/proposals', '/v1/proposals', 200],
      ['/v1/authority', '/v1/authority', 200],
      ['/v1/policies', '/v1/policies', 200],
      ['/.well-known/stl', '/.well-known/stl', 200],
      ['/.well-known/jwks.json', '/.well-known/jwks.json', 200],
      ['/.well-known/did.json', '/.well-known/did.json', 200],
      ['/readyz', '/readyz', 200],
      ['/v1/sellers/{id}', '/v1/sellers/a.b', 404],
      ['/v1/sellers', '/v1/sellers?limit=x', 400],
    ];
    for (const [template, path, status] of answers) {
      const answer = await gateway.app.inject(path);
      expect(answer.statusCode, answer.body).to.equal(status);
      const type = status === 200 ? 'application/json' : 'application/problem+json';
      const pointer = ['paths', template, 'get', 'responses', String(status), 'content', type, 'schema']
        .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
        .join('/');
      const validate = ajv.getSchema(`openapi#/${pointer}`);
      expect(validate?.(answer.json()), `${path}: ${JSON.stringify(validate?.errors)}`).to.equal(true);
    }
  });

  it('shows its pages without anything from elsewhere', async () => {
    const page = await gateway.app.inject('/docs');
    expect(page.statusCode).to.equal(200);
    expect(page.body).not.to.match(/(src|href)="(https?:)?\/\//);
    expect(page.headers['content-security-policy'])
      .to.include("default-src 'self'")
      .and.not.match(/https?:|swagger\.io/);
  });

  it('shows its pages over plain HTTP, too', async () => {
    const page = await gateway.app.inject('/docs');
    // A browser would ask for the page's own scripts over HTTPS, where nobody listens.
    expect(page.headers['content-security-policy']).not.to.include('upgrade-insecure-requests');
  });

  it('has no files but its own', async () => {
    for (const path of [
      '/docs/static/nothing.js',
      '/docs/static/../../package.json',
      '/docs/static/%2e%2e/x',
    ]) {
      const answer = await gateway.app.inject(path);
      expect(answer.statusCode, path).to.equal(404);
      expect(answer.json(), path).to.include({ code: 'route_not_found' });
      expect((await gateway.app.inject({ method: 'HEAD', url: path })).statusCode, path).to.equal(404);
    }
    const other = await gateway.app.inject({ method: 'DELETE', url: '/docs/static/nothing.js' });
    expect([other.statusCode, other.headers.allow]).to.deep.equal([405, 'GET, HEAD']);
  });

  it('has a page for every problem, and docs/errors.md a section', async () => {
    const documented = readFileSync('docs/errors.md', 'utf8');
    for (const [code, { status }] of Object.entries(problemTable)) {
      const page = await gateway.app.inject(`/problems/${code}`);
      expect(page.statusCode).to.equal(200);
      expect(page.body).to.include(code);
      if (!documented.includes(`### \`${code}\`\n\n**${status}.**`)) expect.fail(`${code} has no section`);
    }
  });

  it('reports ready with the height of ledger and projection', async () => {
    const ready = (await gateway.app.inject('/readyz')).json<object>();
    expect(ready).to.deep.include({ ready: true, backlog: 0, queued: 0 });
  });
});
