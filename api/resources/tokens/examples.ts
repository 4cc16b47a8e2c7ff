// The demonstration's judge.
import type { User } from '../../auth/authenticate.ts';
import { claimsOf, demoUsers } from '../../auth/demo-users.ts';

const judge = demoUsers[0]!;

export const wishExample = { user: judge.user } as const;

/** The token is cut short: it opens nothing. */
export const tokenExample: User & { readonly token: string } = { token: 'eyJhbGciOiJIUzI1NiJ9…', ...claimsOf(judge) };
