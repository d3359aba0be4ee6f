import { verify, type BundleFiles, type Diagnostic, type Json, type SoundnessVerdict } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { EffectivePeriod, ProcedureVersionRecord } from '../store/records.ts';
import { localDateOf } from './dossier-code.ts';
import type { Shell } from './shell.ts';

export interface PublishProcedureRequest {
  readonly files: BundleFiles;
  /** Account that publishes. */
  readonly publishedBy: string;
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
 * digest and its verdict. New cases take it from the first day of its intervals of effect.
 */
export async function publishProcedure(shell: Shell, request: PublishProcedureRequest): Promise<PublishOutcome> {
  const { ok, procedure, diagnostics, soundness } = await verify(request.files);
  if (!ok || procedure === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    return {
      ok: false,
      diagnostics,
      rejection: {
        code: 'MODEL_REFUSED',
        message: `The model cannot be published: ${String(errors)} error${errors === 1 ? '' : 's'}; mend what the diagnostics name.`,
        details: { diagnostics: asJson(diagnostics), soundness: asJson(soundness) },
      },
    };
  }
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
    ...(manifest === undefined ? {} : { manifest }),
    effective: manifest?.effective ?? bareFileInForce(today),
    files: request.files,
    procedure,
    verification: { diagnostics, soundness },
  };
  if (!(await shell.store.insertProcedureVersion(record))) {
    return {
      ok: false,
      diagnostics,
      rejection: {
        code: 'VERSION_EXISTS',
        message: `Version ${record.version} of ${record.code}, or a version with exactly these files, is published already; published versions never change. Give the bundle a new version.`,
      },
    };
  }
  await shell.procedures.refresh();
  return { ok: true, code: record.code, version: record.version, digest, diagnostics, soundness };
}

/** No act opens a bare file's interval; its publication does. */
function bareFileInForce(today: string): readonly EffectivePeriod[] {
  return [{ from: today, openedBy: 'publication' }];
}

/** Diagnostics and verdicts are JSON already; their optional fields only need to be absent rather than undefined. */
function asJson(value: readonly Diagnostic[] | readonly SoundnessVerdict[]): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}
