// The text of a failure for an incident: Temporal wraps the failure of an activity, whose own message is the cause's.

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
