import type { BundleFiles } from '../model/procedure.ts';
import { verify } from '../verify/verify.ts';
import { clockOf, type Board } from './board.ts';
import type { HostFile, HostFiles } from './host.ts';
import { schedulesOf } from './start-triggers.ts';
import type { DeployResult } from './views.ts';

/** Verifies files and deploys their processes; what is deployed again is replaced for new instances. */
export async function deploy(board: Board, files: HostFiles): Promise<DeployResult> {
  const verification = await verify(bundleOf(files));
  const { procedure, diagnostics } = verification;
  if (!verification.ok || procedure === undefined) return { ok: false, diagnostics };
  board.deployments.list.push(procedure);
  const processIds = Object.keys(procedure.processes);
  const isReplaced = ({ processId }: { readonly processId: string }): boolean => processIds.includes(processId);
  board.schedules = [
    ...board.schedules.filter((schedule) => !isReplaced(schedule)),
    ...Object.values(procedure.processes).flatMap((graph) => schedulesOf(graph, clockOf(board), board.calendar)),
  ];
  // What came for the old start event was not sent to the new one.
  board.held = board.held.filter((message) => !isReplaced(message));
  return { ok: true, processIds, diagnostics };
}

function bundleOf(files: HostFiles): string | BundleFiles {
  if (typeof files === 'string' || !isList(files)) return files;
  const named = files.map((file, index) => {
    const text = file.content ?? file.xml ?? file.text ?? '';
    return [file.path ?? file.name ?? `file-${index + 1}.bpmn`, text] as const;
  });
  return Object.fromEntries(named);
}

function isList(files: Exclude<HostFiles, string>): files is readonly HostFile[] {
  return Array.isArray(files);
}
