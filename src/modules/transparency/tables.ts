declare module '../../platform/db.ts' {
  interface Tables {
    /** `source`: which event it was made of, as only this hub can say; it stands in the entry too. `position`: over all logs that were begun here. `day`: as text. */
    log_entry: {
      position: number
      source: string
      kind: string
      scope_id: string
      body_id: string | null
      day: string
      /** Canonical JSON, as it lies in the log. */
      content: Buffer
    }
    log_tile: { log: number; level: number; place: number; width: number; hashes: Buffer }
    /** `log`: one of those that this hub has begun; `first`: what number on the record its first entry has. */
    log_checkpoint: { log: number; first: number; size: number; root: Buffer; note: string; signed_at: Date }
    log_cosignature: { log: number; size: number; witness: string; line: string; signed_at: Date }
    log_alarm: { log: number; witness: string; size: number; note: string; seen_on: string }
    log_commitment: { sort: string; thing: string; position: number; salt: Buffer }
    /** One row. Up to `mark` every event is in; `candidate` becomes the mark once all that was under way when it was noted has ended. */
    log_state: {
      one: boolean
      mark: number
      candidate: number
      candidate_transaction: number
      candidate_at: Date
      counted_on: string
      stands_since: string | null
      stands_why: string | null
    }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
