import type { Knex } from 'knex';
import type { AttachmentRecord } from './records.ts';
import type { Store } from './store.ts';

interface AttachmentRow {
  id: string;
  name: string;
  type: string;
  size: number;
  hash: string;
  uploaded_by: string;
  unit: string;
  uploaded_at: string;
}

/** What attached files are; their content lies elsewhere. */
export function attachmentQueries(
  reader: Knex,
  writer: Knex,
): Pick<Store, 'insertAttachment' | 'getAttachment' | 'getAttachments'> {
  return {
    async insertAttachment({ id, name, type, size, hash, uploadedBy, unit, uploadedAt }) {
      const row: AttachmentRow = { id, name, type, size, hash, uploaded_by: uploadedBy, unit, uploaded_at: uploadedAt };
      const inserted = await writer<AttachmentRow>('attachments').insert(row).onConflict('id').ignore().returning('id');
      return inserted.length > 0;
    },
    async getAttachment(id) {
      const row = await reader<AttachmentRow>('attachments').where({ id }).first();
      return row === undefined ? undefined : toAttachment(row);
    },
    async getAttachments(ids) {
      if (ids.length === 0) return [];
      return (await reader<AttachmentRow>('attachments').whereIn('id', [...ids])).map(toAttachment);
    },
  };
}

function toAttachment(row: AttachmentRow): AttachmentRecord {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    size: row.size,
    hash: row.hash,
    uploadedBy: row.uploaded_by,
    unit: row.unit,
    uploadedAt: row.uploaded_at,
  };
}
