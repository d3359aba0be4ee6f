import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-client.ts';

/** One cache of server answers for the page. An answer of the server is never asked for again by itself: only a lost
 *  connection is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
