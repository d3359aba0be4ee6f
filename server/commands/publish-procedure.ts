import {
  effectAfter,
  succeed,
  verify,
  type BundleFiles,
  type Diagnostic,
  type Json,
  type SoundnessVerdict,
  type Verification,
  type VersionAct,
} from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { EffectivePeriod, ProcedureVersionRecord, ProcedureVersionSummary } from '../store/records.ts';
import type { VersionActEntry } from '../store/store.ts';
import { localDateOf } from './dossier-code.ts';
import type { Shell } from './shell.ts';

export interface PublishProcedureRequest {
  readonly files: BundleFiles;
  /** Account that publishes. */
  readonly publishedBy: string;
  /** Account that proposed it, where that was somebody else. */
  readonly proposedBy?: string;
  /** Everybody who saved the draft. */
  readonly authors?: readonly string[];
  /** Label of a bare BPMN file, which has no manifest to name one; absent: the day and the digest's beginning. */
  readonly version?: string;
}

export type PublishOutcome =
  | {
      readonly ok: true;
      readonly code: string;
      readonly version: string;
      readonly digest: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly soundness: readonly SoundnessVerdict[];
    }
  /** MODEL_REFUSED carries `diagnostics` and `soundness` in its details. */
  | { readonly ok: false; readonly rejection: Refusal; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes a bundle an immutable version: verified here, whatever was verified in the browser before; compiled; stored with its
 * digest and its verdict. New cases take it from the first day of its intervals of effect; where it takes over the rest of
 * another version's interval, that one is closed by the same act. Two versions never govern one day.
 */
export async function publishProcedure(shell: Shell, request: PublishProcedureRequest): Promise<PublishOutcome> {
  const verification = await verify(request.files);
  const { procedure, diagnostics, soundness } = verification;
  const refused = refuseModel(verification);
  if (refused !== undefined || procedure === undefined)
    return { ok: false, diagnostics, rejection: refused ?? MODEL_WITHOUT_PROCEDURE };
  const publishedAt = shell.now();
  const { manifest, digest, mainProcessId } = procedure;
  const today = localDateOf(publishedAt, shell.calendars.timeZone);
  const record: ProcedureVersionRecord = {
    code: manifest?.code ?? mainProcessId,
    version: manifest?.version ?? request.version ?? `${today}-${digest.slice(0, 8)}`,
    digest,
    status: 'published',
    publishedAt,
    publishedBy: request.publishedBy,
    ...(request.proposedBy === undefined ? {} : { proposedBy: request.proposedBy }),
    ...(request.authors === undefined ? {} : { authors: request.authors }),
    ...(manifest === undefined ? {} : { manifest }),
    effective: manifest?.effective ?? bareFileInForce(today),
    acts: [],
    files: request.files,
    procedure,
    verification: { diagnostics, soundness },
  };
  const rejection = await insert(shell, record);
  if (rejection !== undefined) return { ok: false, diagnostics, rejection };
  await shell.procedures.refresh();
  return { ok: true, code: record.code, version: record.version, digest, diagnostics, soundness };
}

/** The refusal of a model that has errors. */
export function refuseModel({ ok, diagnostics, soundness }: Verification): Refusal | undefined {
  if (ok) return undefined;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return {
    code: 'MODEL_REFUSED',
    message: `The model cannot be published: ${String(errors)} error${errors === 1 ? '' : 's'}; mend what the diagnostics name.`,
    details: { diagnostics: asJson(diagnostics), soundness: asJson(soundness) },
  };
}

const MODEL_WITHOUT_PROCEDURE: Refusal = { code: 'MODEL_REFUSED', message: 'The model holds no procedure.' };

/** The intervals that the version was published with, before any act on it. */
export function publishedIntervals(
  { manifest, publishedAt }: ProcedureVersionSummary,
  timeZone: string,
): readonly EffectivePeriod[] {
  return manifest?.effective ?? bareFileInForce(localDateOf(publishedAt, timeZone));
}

/** No act opens a bare file's interval; its publication does. */
function bareFileInForce(today: string): readonly EffectivePeriod[] {
  return [{ from: today, openedBy: 'publication' }];
}

/** Another publication, or an act, may come between the look at the published versions and the insertion: then we look again. */
const ATTEMPTS = 5;

async function insert(shell: Shell, record: ProcedureVersionRecord): Promise<Refusal | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const published = (await shell.store.listProcedureVersions()).filter(
      ({ code, version }) => code === record.code && version !== record.version,
    );
    const succession = succeed(record, published);
    if (!succession.ok) {
      const { vi, en } = succession.message;
      return { code: 'VERSION_OVERLAPS', message: en, details: { with: succession.with, because: [{ vi, en }] } };
    }
    const followed = succession.acts.map(({ version, act }) => followedBy(shell, record, published, version, act));
    switch (await shell.store.insertProcedureVersion(record, followed)) {
      case 'inserted':
        return undefined;
      case 'exists':
        return {
          code: 'VERSION_EXISTS',
          message: `Version ${record.version} of ${record.code}, or a version with exactly these files, is published already; published versions never change. Give the bundle a new version.`,
        };
      case 'stale':
        continue;
    }
  }
  throw new Error(`The versions of procedure ${record.code} changed at every look.`);
}

function followedBy(
  shell: Shell,
  record: ProcedureVersionRecord,
  published: readonly ProcedureVersionSummary[],
  version: string,
  act: VersionAct,
): VersionActEntry {
  const old = published.find((candidate) => candidate.version === version);
  if (old === undefined) throw new Error(`version ${version} of ${record.code} is not among those that it overlaps`);
  const effect = effectAfter(publishedIntervals(old, shell.calendars.timeZone), [...old.acts, act]);
  if (!effect.ok) throw new Error(`version ${version} of ${record.code} has no interval to hand on: ${effect.reason}`);
  return {
    version,
    known: old.acts,
    act: { ...act, recordedBy: record.publishedBy, recordedAt: record.publishedAt },
    status: old.status,
    effective: effect.effective,
  };
}

/** Diagnostics and verdicts are JSON already; their optional fields only need to be absent rather than undefined. */
function asJson(value: readonly Diagnostic[] | readonly SoundnessVerdict[]): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}
