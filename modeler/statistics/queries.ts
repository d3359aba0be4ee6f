import { queryOptions } from '@tanstack/react-query';
import { api, contentOf, filled } from '../api-client.ts';

/** What is asked: local dates, both inclusive; '' for every unit or procedure. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly procedure: string;
}

export const statisticsQuery = ({ from, to, unit, procedure }: Asked) =>
  queryOptions({
    queryKey: ['statistics', from, to, unit, procedure],
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/statistics', { params: { query: { from, to, ...filled({ unit, procedure }) } }, signal }),
      ),
  });

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/units', { signal })),
});

export const proceduresQuery = queryOptions({
  queryKey: ['procedures', 'names'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/procedures', { signal })),
});
