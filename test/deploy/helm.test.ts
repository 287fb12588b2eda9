import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { parse, parseAllDocuments } from 'yaml';
import { settingMistakes } from '../../gateway/data-dir/config.js';
import { environmentOf, stagesOf } from './dockerfile.js';

const chart = 'network/deploy/helm/seller-trust-gateway';
const given = {
  organisation: 'platform',
  publicUrl: 'https://ledger.platform.example',
  'fabric.secretName': 'seller-trust-fabric',
} as const;

interface Labelled {
  readonly matchLabels: Readonly<Record<string, string>>;
}

interface Named {
  readonly name: string;
}

interface Probe {
  readonly httpGet: { readonly path: string };
}

interface Pod {
  readonly securityContext: object;
  readonly containers: readonly {
    readonly securityContext: object;
    readonly livenessProbe: Probe;
    readonly readinessProbe: Probe;
    readonly volumeMounts: readonly Named[];
  }[];
  readonly volumes: readonly Named[];
}

/** What of a resource the tests look at: each kind has some of it. */
interface Resource {
  readonly kind: string;
  readonly metadata: Named & { readonly labels?: Readonly<Record<string, string>> };
  readonly data: Readonly<Record<string, string>>;
  readonly spec: {
    readonly replicas: number;
    readonly persistentVolumeClaimRetentionPolicy: object;
    readonly template: { readonly spec: Pod };
    readonly volumeClaimTemplates: readonly Resource[];
    readonly selector: Labelled;
    readonly podSelector: Labelled;
    readonly tls: readonly object[];
    readonly rules: readonly {
      readonly http: { readonly paths: readonly { readonly backend: { readonly service: Named } }[] };
    }[];
    readonly ports: readonly object[];
    readonly egress: readonly object[];
  };
}

const helm = (...args: string[]) => spawnSync('helm', args, { encoding: 'utf8' });
/** Without a cluster, helm takes one of years ago for granted. */
const template = (...args: string[]) => helm('template', 'trust', chart, '--kube-version', '1.31.0', ...args);
const withValues = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries({ ...given, ...values }).flatMap(([name, value]) => [
    name.startsWith('settings.') ? '--set-string' : '--set',
    `${name}=${value}`,
  ]);

function rendered(values: Readonly<Record<string, string>> = {}): readonly Resource[] {
  const { status, stdout, stderr } = template(...withValues(values));
  expect(status, stderr).to.equal(0);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Resource | null)
    .filter((one) => one !== null);
}

const one = (resources: readonly Resource[], kind: string): Resource => {
  const [found] = resources.filter((resource) => resource.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
};

describe('the Helm chart', () => {
  it('has values that fit their schema once an organisation has named itself, and not before', async () => {
    const check = new Ajv({ strict: false }).compile(
      JSON.parse(
        (await readFile(`${chart}/values.schema.json`, 'utf8')).replace(/"\$schema".*\n/, ''),
      ) as object,
    );
    const values = parse(await readFile(`${chart}/values.yaml`, 'utf8')) as Record<string, object>;
    expect(check(values)).to.equal(false);
    const own = { ...values, organisation: 'platform', publicUrl: 'https://a.example' };
    expect(
      check({ ...own, fabric: { client: 'fabric-gateway', secretName: 'fabric' } }),
      JSON.stringify(check.errors),
    ).to.equal(true);
  });

  describe('as helm reads it', () => {
    before(function () {
      // No package of the system brings it.
      if (helm('version').status !== 0) this.skip();
    });

    it('passes its lint', () => {
      const { status, stdout } = helm('lint', '--strict', chart, ...withValues({}));
      expect(status, stdout).to.equal(0);
    });

    it('asks for what only the organisation knows', () => {
      const { status, stderr } = template();
      expect(status).not.to.equal(0);
      for (const name of ['organisation', 'publicUrl', 'secretName']) expect(stderr).to.include(name);
    });

    it('runs one process without root and without rights, over a volume that outlives it', () => {
      const { spec } = one(rendered(), 'StatefulSet');
      expect(spec.replicas).to.equal(1);
      expect(spec.persistentVolumeClaimRetentionPolicy).to.deep.equal({
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      });
      const pod = spec.template.spec;
      expect(pod).to.include({ automountServiceAccountToken: false, enableServiceLinks: false });
      expect(pod.securityContext).to.include({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
      const [container] = pod.containers;
      if (container === undefined) return expect.fail('no container');
      expect(container.securityContext).to.deep.equal({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.livenessProbe.httpGet.path).to.equal('/livez');
      expect(container.readinessProbe.httpGet.path).to.equal('/readyz');
      const named = new Set(
        [...pod.volumes, ...spec.volumeClaimTemplates.map(({ metadata }) => metadata)].map(
          ({ name }) => name,
        ),
      );
      for (const { name } of container.volumeMounts) expect(named, name).to.include(name);
    });

    it('takes a claim that was filled before', () => {
      const { spec } = one(rendered({ 'storage.existingClaim': 'filled' }), 'StatefulSet');
      expect(spec).not.to.have.property('volumeClaimTemplates');
      expect(spec.template.spec.volumes).to.deep.include({
        name: 'data',
        persistentVolumeClaim: { claimName: 'filled' },
      });
    });

    it('gives the gateway settings that it takes', async () => {
      const { data } = one(rendered({ 'settings.STL_SEAL_EVERY': '600' }), 'ConfigMap');
      const image = (await stagesOf('network/deploy/Dockerfile')).at(-1);
      if (image === undefined) return expect.fail('no stage');
      expect(data).to.include({ STL_ORG: 'platform', STL_SEAL_EVERY: '600' });
      expect(settingMistakes({ ...environmentOf(image), ...data })).to.deep.equal([]);
    });

    it('refuses a setting that would contradict its own values', () => {
      const { status, stderr } = template(...withValues({ 'settings.STL_ORG': 'other' }));
      expect(status).not.to.equal(0);
      expect(stderr).to.include('settings.STL_ORG is set by the chart');
    });

    it('shows the gateway to the world over TLS alone, and /metrics not at all', () => {
      const resources = rendered({
        'ingress.enabled': 'true',
        'ingress.tlsSecretName': 'tls',
        'metrics.serviceMonitor.enabled': 'true',
      });
      const { spec } = one(resources, 'Ingress');
      expect(spec.tls).to.deep.equal([{ hosts: ['ledger.platform.example'], secretName: 'tls' }]);
      const service = spec.rules[0]?.http.paths[0]?.backend.service;
      const shown = resources.find(
        ({ kind, metadata }) => kind === 'Service' && metadata.name === service?.name,
      );
      expect(shown?.spec.ports).to.deep.equal([{ name: 'http', port: 8080, targetPort: 'http' }]);
      expect(one(resources, 'ConfigMap').data.STL_METRICS).to.equal('0.0.0.0:9464');
      const monitored = one(resources, 'ServiceMonitor').spec.selector.matchLabels;
      const metrics = resources.find(
        ({ kind, metadata }) => kind === 'Service' && metadata.name.endsWith('-metrics'),
      );
      expect(metrics?.metadata).to.have.property('labels').that.includes(monitored);
      expect(template(...withValues({ 'ingress.enabled': 'true' })).stderr).to.include(
        'tlsSecretName is missing',
      );
    });

    it('lets the gateway go where its organisation says, and name servers', () => {
      const values = { 'networkPolicy.to[0].ipBlock.cidr': '10.1.0.0/16' };
      const { spec } = one(rendered(values), 'NetworkPolicy');
      expect(spec.egress).to.deep.include({ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }] });
      expect(spec.egress).not.to.deep.include({});
      expect(spec.podSelector.matchLabels).to.deep.equal(
        one(rendered(), 'StatefulSet').spec.selector.matchLabels,
      );
    });
  });
});
