type FaultCode =
  | 'already-running'
  | 'initdb-failed'
  | 'no-access'
  | 'no-binaries'
  | 'no-server-user'
  | 'not-a-cluster'
  | 'other-owner'
  | 'other-version'
  | 'refused'
  | 'socket-folder'
  | 'start-failed'
  | 'stop-failed'
  | 'unreachable'
  | 'unwritable'

/** What keeps the embedded server from serving, in whole sentences that say what to do: the reader runs the hub alone. */
export class EmbeddedFault extends Error {
  override name = 'EmbeddedFault'
  readonly code: FaultCode
  constructor(code: FaultCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The system's code of a failed call (EACCES, ENOENT) or PostgreSQL's (57P03). */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
