import type { SignIn } from './accounts/sign-in.ts';
import type { FileShelf } from './attachments/file-shelf.ts';
import type { Shell } from './commands/shell.ts';
import type { Config } from './config.ts';
import type { LogFolder } from './event-log/log-folder.ts';
import type { Accounts } from './store/accounts.ts';

/** What the routes work with: the shell of the commands, and the accounts. Made once in `main.ts`. */
export interface Services {
  readonly shell: Shell;
  readonly accounts: Accounts;
  readonly signIn: SignIn;
  /** Content of attached files. */
  readonly files: FileShelf;
  readonly attachmentMaxBytes: number;
  /** Keys and last checkpoint of the log over all cases. */
  readonly logFolder: LogFolder;
  /** When a version needs a second person to be published. */
  readonly fourEyes: Config['fourEyes'];
  /** Origin under which applicants reach the public page; printed on the slip. */
  readonly publicUrl?: string;
  /** Absent where another process runs the background work. */
  readonly jobs?: { alive(): boolean };
}
