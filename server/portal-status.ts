import type { CaseEvent } from '../engine/index.ts';

/**
 * The ten statuses that provincial systems synchronise with the National Public Service Portal, by code. They are a
 * projection of the case: the model says where they change (`statute:publicStatus`), and what ends a case from outside the
 * model has its status here.
 *
 * @source domain B6 (seen identically in the portal's integrations)
 */
export const PORTAL_STATUSES = {
  1: { vi: 'Mới đăng ký', en: 'Newly registered' },
  2: { vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment due' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawal requested by the applicant' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Processed' },
  10: { vi: 'Đã trả kết quả', en: 'Result returned' },
} as const satisfies Readonly<Record<number, { readonly vi: string; readonly en: string }>>;
export type PortalStatus = keyof typeof PORTAL_STATUSES;

/** A status by its code, if it is one. */
export function portalStatus(code: number): { readonly vi: string; readonly en: string } | undefined {
  return isPortalStatus(code) ? PORTAL_STATUSES[code] : undefined;
}

/**
 * The status after an event. A dossier that the one-stop office received is "newly registered" until its procedure says
 * more; a withdrawal or cancellation ends it under 7 or 8 unless it was processed before. Pure.
 */
export function statusAfter(before: number | undefined, event: CaseEvent): number | undefined {
  switch (event.type) {
    case 'CaseStarted':
      return event.receipt === undefined ? before : 1;
    case 'PublicStatusChanged':
      return event.status;
    case 'CaseWithdrawn':
      return isOver(before) ? before : 7;
    case 'CaseCancelled':
      return isOver(before) ? before : 8;
    default:
      return before;
  }
}

function isOver(status: number | undefined): boolean {
  return status === 9 || status === 10;
}

function isPortalStatus(code: number): code is PortalStatus {
  return Object.hasOwn(PORTAL_STATUSES, code);
}
