import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ATTACHMENT_TYPES, fitsName, sniffType } from '../../attachments/sniff.ts';
import { filesOfCase } from '../../commands/check-attachments.ts';
import { refuse } from '../../errors.ts';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { idempotencyOf } from '../../plugins/idempotency-key.ts';
import { exactly } from '../../plugins/schemas.ts';
import type { AttachmentRecord } from '../../store/records.ts';
import { readableCase } from '../case-access.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams } from '../schemas/shared.ts';

const Attachment = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String({ description: 'Media type, by what the file is' }),
  size: Type.Integer({ description: 'Bytes' }),
  hash: Type.String({ description: 'SHA-256, hex' }),
});
const AttachmentId = Type.String({ pattern: '^[0-9a-f]{40}$' });
const Content = Type.Unsafe<object>({
  description: 'The file',
  content: { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } },
});
/** Letters of any language, but nothing that a header, a path or a terminal could trip over. */
const NAME = /^[^\p{Cc}\p{Cf}/\\:*?"<>|]{1,200}$/u;

/**
 * Files to attach: sent once, then named in a form's file picker by what this answers. A file is read by whoever uploaded
 * it, and by those who may read a case that names it.
 */
export function attachmentRoutes(app: App): void {
  // In a scope of its own: multipart is accepted here and nowhere else.
  void app.register(async (scope: App) => {
    const maxBytes = () => scope.services.attachmentMaxBytes;
    await scope.register(multipart, { limits: { files: 1, fields: 0, parts: 1, headerPairs: 20 } });
    scope.post(
      '/api/attachments',
      {
        config: { access: ['officer'], rateLimit: { max: 120, timeWindow: 60_000 } },
        schema: {
          tags: ['officer'],
          summary: 'Upload one file (multipart/form-data); the answer is what a file picker holds',
          consumes: ['multipart/form-data'],
          response: { 201: Attachment, 413: Problem, 415: Problem, 422: Problem, 429: Problem },
        },
      },
      async (request, reply) => {
        if (!request.isMultipart())
          refuse('MEDIA_TYPE_UNSUPPORTED', 'Send the file as multipart/form-data with one part that has a file name.');
        const part = await request.file({ limits: { fileSize: maxBytes() } });
        if (part === undefined) refuse('REQUEST_INVALID', 'The body holds no file; send one part with a file name.');
        const received = await scope.services.files.receive(part.file);
        try {
          if (part.file.truncated)
            refuse('BODY_TOO_LARGE', `A file may have at most ${String(maxBytes())} bytes.`, { maxBytes: maxBytes() });
          const name = part.filename.normalize('NFC');
          if (!NAME.test(name)) refuse('ATTACHMENT_REFUSED', 'The file needs a name of at most 200 plain characters.');
          if (received.size === 0) refuse('ATTACHMENT_REFUSED', 'The file is empty.');
          const type = sniffType(received.start);
          if (type === undefined || !fitsName(type, name))
            refuse(
              'ATTACHMENT_REFUSED',
              `The file is none of what may be attached, or its name says otherwise; accepted are ${Object.values(ATTACHMENT_TYPES).flat().join(', ')}.`,
            );
          const record = recordOf(
            request,
            { name, type, size: received.size, hash: received.hash },
            scope.services.shell.now(),
          );
          await received.keep();
          return await answer(scope, record, reply);
        } finally {
          await received.discard();
        }
      },
    );
  });

  app.get(
    '/api/attachments/:id',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'A file that this account has uploaded',
        params: exactly({ id: AttachmentId }),
        response: { 200: Content, 404: Problem },
      },
    },
    async (request, reply) => {
      const record = await app.services.shell.store.getAttachment(request.params.id);
      if (record?.uploadedBy !== userOf(request).id) refuse('ATTACHMENT_NOT_FOUND');
      return sendFile(app, record, reply);
    },
  );

  app.get(
    '/api/cases/:caseId/attachments/:id',
    {
      config: { access: ['officer', 'auditor'] },
      schema: {
        tags: ['officer'],
        summary: 'A file that the history of a case names',
        params: exactly({ ...CaseParams.properties, id: AttachmentId }),
        response: { 200: Content, 404: Problem },
      },
    },
    async (request, reply) => {
      const { store } = app.services.shell;
      const { caseId } = await readableCase(app, request, request.params.caseId);
      const record = await store.getAttachment(request.params.id);
      if (record === undefined || !(await filesOfCase(store, caseId)).has(record.id)) refuse('ATTACHMENT_NOT_FOUND');
      return sendFile(app, record, reply);
    },
  );
}

/** The id follows from who uploads under which key: a repeated request finds what the first one made. */
function recordOf(
  request: FastifyRequest,
  file: Pick<AttachmentRecord, 'name' | 'type' | 'size' | 'hash'>,
  uploadedAt: string,
): AttachmentRecord {
  const user = userOf(request);
  const { key } = idempotencyOf(request);
  const id = createHash('sha256')
    .update(JSON.stringify([user.id, key]))
    .digest('hex')
    .slice(0, 40);
  return { ...file, id, uploadedBy: user.id, unit: user.unit ?? '', uploadedAt };
}

async function answer(app: App, record: AttachmentRecord, reply: FastifyReply) {
  const { store } = app.services.shell;
  const { id, name, type, size, hash } = record;
  if (!(await store.insertAttachment(record))) {
    const before = await store.getAttachment(id);
    if (before?.hash !== hash || before.name !== name)
      refuse(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another file; take a new key for a new file.',
      );
    reply.header('idempotency-replayed', 'true');
  }
  return reply.code(201).send({ id, name, type, size, hash });
}

/** As a download, whatever it is: a file of an applicant is never shown as a page of ours. */
async function sendFile(app: App, { hash, name, type, size }: AttachmentRecord, reply: FastifyReply) {
  const content = await app.services.files.read(hash);
  // The metadata is committed after the content; without it the disk has lost something.
  if (content === undefined) throw new Error(`The content of an attachment is missing: ${hash}.`);
  return reply
    .type(type)
    .header('content-length', size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .header('etag', `"${hash}"`)
    .send(content);
}
