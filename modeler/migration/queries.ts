import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, contentOf, intent } from '../api-client.ts';
import type { CaseMigration } from '../contract.ts';

/** How often a migration that runs is asked how far it has come. */
const LOOK_AGAIN_MS = 2_000;
/** Somebody else may prepare, approve or withdraw one. */
const RENEW_MS = 30_000;
const PAGE = 100;

/** Which running cases go on under which version, by which article and why; `mapping`: elements older → newer. */
export interface MigrationOrder {
  readonly from: string;
  readonly to: string;
  /** `act#article` */
  readonly act: string;
  readonly ground: string;
  readonly mapping: Readonly<Record<string, string>>;
}

/** What would become of the running cases; a page at a time, because each case is decided for it. */
export const foreseenQuery = (code: string, order: MigrationOrder) =>
  infiniteQueryOptions({
    queryKey: ['migration-preview', code, order],
    // Cases go on while somebody reads: an answer is asked for, never renewed behind the reader's back.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      contentOf(
        api.POST('/api/procedures/{code}/migrations/preview', {
          params: { path: { code }, query: pageOf(pageParam) },
          body: bodyOf(order),
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Migrations of a procedure's cases, newest first. */
export const migrationsQuery = (code: string) =>
  queryOptions({
    queryKey: ['migrations', code],
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/procedures/{code}/migrations', { params: { path: { code } }, signal })),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isRunning) === true ? LOOK_AGAIN_MS : RENEW_MS),
  });

/** The report of a migration, case by case; renewed while it runs. */
export const resultsQuery = ({ id, migrated, refused, alreadyThere }: CaseMigration) =>
  infiniteQueryOptions({
    // More cases have been reached: the report is another one.
    queryKey: ['migration-results', id, migrated + refused + alreadyThere],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      contentOf(
        api.GET('/api/migrations/{migrationId}/cases', {
          params: { path: { migrationId: id }, query: pageOf(pageParam) },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const orderMigration = (code: string, order: MigrationOrder) =>
  contentOf(
    api.POST('/api/procedures/{code}/migrations', {
      params: { path: { code }, header: intent() },
      body: bodyOf(order),
    }),
  );
/** As the second person: it runs from now on. */
export const approveMigration = (migrationId: string) =>
  contentOf(
    api.POST('/api/migrations/{migrationId}/approve', {
      params: { path: { migrationId }, header: intent() },
      body: {},
    }),
  );
/** By whom it was prepared: taken back. By another: turned down. */
export const withdrawMigration = (migrationId: string) =>
  contentOf(
    api.POST('/api/migrations/{migrationId}/withdraw', {
      params: { path: { migrationId }, header: intent() },
      body: {},
    }),
  );

const isRunning = ({ status }: CaseMigration): boolean => status === 'running';
const bodyOf = ({ mapping, ...order }: MigrationOrder) => ({ ...order, mapping: { ...mapping } });
const pageOf = (cursor: string) => ({ limit: PAGE, ...(cursor === '' ? {} : { cursor }) });
