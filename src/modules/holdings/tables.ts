/** Why somebody who runs the hub may look an account up. */
export const READ_REASONS = ['lost-access', 'departure', 'own-data', 'misuse', 'court'] as const
export type ReadReason = (typeof READ_REASONS)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    data_export: {
      id: string
      account_id: string
      language: string
      asked_at: Date
      /** How many rooms are asked, and how many have answered. */
      rooms: number
      rooms_done: number
      ready_at: Date | null
      bytes: number | null
      /** Its owner deleted the file; the row stays so long that nobody asks for another one at once. */
      discarded_at: Date | null
    }
    data_export_part: { export_id: string; number: number; sealed: Buffer }
    privileged_read: {
      id: string
      /** Null: there was no such account, or it is gone. */
      account_id: string | null
      role: 'operator'
      reason: ReadReason
      case_number: string | null
      /** The beginning of the hour. */
      read_at: Date
    }
    /** The database’s own account of itself: every column of every table. */
    'information_schema.columns': {
      table_schema: string
      table_name: string
      column_name: string
      data_type: string
      ordinal_position: number
    }
  }
}
