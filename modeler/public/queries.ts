import { queryOptions } from '@tanstack/react-query';
import { api, contentOf } from '../api-client.ts';

export const publicProceduresQuery = queryOptions({
  queryKey: ['public', 'procedures'],
  staleTime: 60_000,
  queryFn: ({ signal }) => contentOf(api.GET('/api/public/procedures', { signal })),
});

/** `version` absent: the one in force today. */
export const publicProcedureQuery = (code: string, version: string | undefined) =>
  queryOptions({
    queryKey: ['public', 'procedure', code, version ?? ''],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/public/procedures/{code}', {
          params: { path: { code }, query: version === undefined ? {} : { version } },
          signal,
        }),
      ),
  });
