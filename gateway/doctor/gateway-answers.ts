import { ask, clockOf } from './ask.js';

/** What a gateway tells of itself, as far as checks need it. */
export interface Answers {
  /** As the gateway's clock has it, seconds; undefined where the answer does not say. */
  readonly clock: number | undefined;
  /** Undefined while the gateway is not ready. */
  readonly about: About | undefined;
  readonly ready: Record<'reads' | 'writes', { readonly ok: boolean; readonly detail: string }>;
  /** Undefined where nothing is sealed yet. */
  readonly newest: ToldEpoch | undefined;
  /** The agreed checkpoint with all signatures; undefined where there is none yet. */
  readonly checkpoint: string | undefined;
}

export interface About {
  readonly ledgerId: string;
  readonly org: string;
  readonly k: number;
  readonly organisations: readonly ToldOrganisation[];
  /** Verifier keys of witnesses, and how many of them readers want. */
  readonly witnesses: readonly string[];
  readonly quorum: number;
}

export interface ToldOrganisation {
  readonly id: string;
  readonly url: string;
  readonly adminKey: { readonly kid: string };
  readonly signKey: { readonly kid: string };
  readonly logKey: string;
  readonly cosignerKey: string;
}

export interface ToldEpoch {
  readonly n: number;
  readonly time: string;
  readonly agree: readonly string[];
  readonly dissent: readonly string[];
  readonly silent: readonly string[];
}

/** Throws Error where no gateway answers there, with the reason as its cause. */
export async function askGateway(url: string): Promise<Answers> {
  const get = (path: string): Promise<Response> => ask(`${url}${path}`);
  const ready = await get('/readyz');
  const [about, newest, checkpoint] = await Promise.all([
    get('/.well-known/stl'),
    get('/v1/epochs/newest'),
    get('/tlog/checkpoint'),
  ]);
  const state = (await ready.json()) as Partial<Answers['ready']>;
  if (state.reads === undefined || state.writes === undefined)
    throw new Error('what answers there is no gateway, or one of an older version');
  return {
    clock: clockOf(ready),
    ready: { reads: state.reads, writes: state.writes },
    about: about.ok ? ((await about.json()) as About) : undefined,
    newest: newest.ok ? ((await newest.json()) as ToldEpoch) : undefined,
    checkpoint: checkpoint.ok ? await checkpoint.text() : undefined,
  };
}
