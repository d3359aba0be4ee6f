/** Work of workers. `key` is the element instance. */
export type JobEvent =
  | {
      readonly type: 'JobCreated';
      readonly key: number;
      readonly jobType: string;
      readonly retries: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly type: 'JobCompleted'; readonly key: number }
  | {
      readonly type: 'JobFailed';
      readonly key: number;
      readonly retries: number;
      readonly retryAt?: string;
      readonly message: string;
    }
  | { readonly type: 'JobErrorThrown'; readonly key: number; readonly errorCode: string; readonly message?: string }
  /** An operator offers the job anew. */
  | { readonly type: 'JobRetried'; readonly key: number; readonly retries: number }
  | { readonly type: 'JobCancelled'; readonly key: number };
